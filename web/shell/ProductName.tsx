import { useText } from '../text.ts'
import { BrandMark } from '../ui/Brand.tsx'
import { useInstallation } from './installation.ts'

/** The emblem of the province, or the product's own mark, and the product's name with the province's. */
export function ProductName({ markAlone }: { markAlone?: boolean }) {
  const t = useText()
  const installation = useInstallation()
  return (
    <>
      {installation?.emblem ? <img src={installation.emblem} alt="" width={24} height={24} /> : <BrandMark />}
      {!markAlone && (
        <span>
          {t('shell.product')} {installation?.provinceName}
        </span>
      )}
    </>
  )
}
