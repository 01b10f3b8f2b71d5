import { useText } from '../../../text.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { Menu } from '../../../ui/Menu.tsx'

const formats = ['xlsx', 'pdf', 'ods', 'csv'] as const

/** The same figures as a file: Excel, PDF, OpenDocument, text. */
export function ExportMenu({ path, query = '' }: { path: string; query?: string }) {
  const t = useText()
  return (
    <Menu
      label={t('reporting.export')}
      button={
        <>
          <Icon name="download" />
          {t('reporting.export')}
        </>
      }
      items={formats.map((format) => ({
        label: t(`reporting.format.${format}`),
        onSelect: () => location.assign(`${path}.${format}${query}`),
      }))}
    />
  )
}
