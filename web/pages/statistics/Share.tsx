import { useText } from '../../text.ts'
import { Button } from '../../ui/Button.tsx'
import { saveChart } from '../../ui/charts/save-chart.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { announce } from '../../ui/StatusLine.tsx'

/** Takes what the page shows away: as a table, as a picture, as a link, on paper. */
export function Share({ page, query, chart }: { page: string; query: string; chart?: string }) {
  const t = useText()
  const fetchFile = (kind: 'xlsx' | 'ods' | 'csv') => location.assign(`/statistics/${page}.${kind}?${query}`)
  const picture = (format: 'svg' | 'png') => {
    void saveChart(document.getElementById('main'), { title: chart ?? '', format })
  }
  const copy = async () => {
    await navigator.clipboard.writeText(location.href)
    announce(t('figures.link_copied'))
  }
  return (
    <>
      <Menu
        label={t('figures.export')}
        button={
          <>
            <Icon name="download" /> {t('figures.export')} <Icon name="chevron" />
          </>
        }
        items={[
          { label: t('figures.excel'), onSelect: () => fetchFile('xlsx') },
          { label: t('figures.ods'), onSelect: () => fetchFile('ods') },
          { label: t('figures.csv'), onSelect: () => fetchFile('csv') },
          ...(chart
            ? [
                { label: t('figures.png'), apart: true, onSelect: () => picture('png') },
                { label: t('figures.svg'), onSelect: () => picture('svg') },
              ]
            : []),
          { label: t('figures.copy_link'), apart: true, onSelect: () => void copy() },
        ]}
      />
      <Button className="print-page" icon="print" onClick={() => print()}>
        {t('figures.print')}
      </Button>
    </>
  )
}
