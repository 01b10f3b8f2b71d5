import { Link } from 'wouter'
import { placePath, yearSlug } from '../../../shell/place.ts'
import { useText } from '../../../text.ts'
import { Note } from '../../../ui/Note.tsx'
import type { SchoolReturn } from './queries.ts'

/** What the records behind an open return lack, each with the page on which it is mended. */
export function Gaps({ found }: { found: SchoolReturn }) {
  const t = useText()
  const { gaps, slug, academicYear } = found
  if (gaps.length === 0) return null
  const place = { unit: slug, year: yearSlug(academicYear) }
  const pages = {
    sex: placePath(place, 'students'),
    empty_class: placePath(place, 'classes'),
    result: placePath({ ...place, term: 'cn' }, 'results'),
  }
  return (
    <Note kind="wait">
      <p>{t('reporting.gaps')}</p>
      <ul className="return-faults">
        {gaps.map(({ code, count }) => (
          <li key={code}>
            <Link href={pages[code]}>{t(`reporting.gap.${code}`, { count })}</Link>
          </li>
        ))}
      </ul>
    </Note>
  )
}
