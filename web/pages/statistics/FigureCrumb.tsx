import { Link } from 'wouter'
import { useText } from '../../text.ts'
import { Icon } from '../../ui/Icon.tsx'
import type { Figures } from './queries.ts'
import { changed } from './question.ts'
import type { Question } from './question.ts'

/** Where one is between the province and the class, and the ways back out; what lies further in is named without a link. */
export function FigureCrumb({
  question,
  figures,
  address,
  top,
  path = '/figures',
}: {
  question: Pick<Question, 'by' | 'grade' | 'school' | 'commune'>
  figures: Pick<Figures, 'place'> | undefined
  address: URLSearchParams
  /** Where the person's reach begins: the communes of a province, a list of schools, one school. */
  top: 'commune' | 'school-list' | 'school'
  /** The page, of which every step is another address. */
  path?: string
}) {
  const t = useText()
  const { by, grade, school, commune } = question
  const out = { school: undefined, grade: undefined, by: undefined }
  const place = figures?.place
  const steps = [
    ...(top === 'commune'
      ? [{ label: t('figures.whole.commune'), href: changed(address, { ...out, commune: undefined }, path) }]
      : []),
    ...(top === 'school-list' ? [{ label: t('figures.whole'), href: changed(address, out, path) }] : []),
    ...(top === 'commune' && (commune || (school && place?.commune))
      ? [
          {
            label: place?.communeName ?? '',
            href: changed(address, { ...out, commune: commune ?? place?.commune ?? undefined }, path),
          },
        ]
      : []),
    ...(school
      ? [{ label: place?.schoolName ?? school, href: changed(address, { grade: undefined, by: undefined }, path) }]
      : []),
    ...(school && by === 'class'
      ? [{ label: grade ? t('figures.grade_name', { grade }) : t('figures.by.class'), href: '' }]
      : []),
  ]
  return (
    <nav aria-label={t('figures.scope')}>
      <ol className="crumb">
        {steps.map((step, index) => (
          <li key={step.label}>
            {index > 0 && <Icon name="right" />}
            {index === steps.length - 1 ? (
              <span aria-current="page">{step.label}</span>
            ) : (
              <Link href={step.href}>{step.label}</Link>
            )}
          </li>
        ))}
        {(inner[by] ?? []).map((further) => (
          <li key={further} className="faint">
            <Icon name="right" />
            {t(`figures.by.${further}`)}
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** What lies further in, where the next steps are units. */
const inner: Partial<Record<Question['by'], readonly ('school' | 'class')[]>> = {
  commune: ['school', 'class'],
  school: ['class'],
  grade: ['class'],
}
