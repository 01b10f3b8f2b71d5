import { Bar } from '../../ui/charts/Bar.tsx'
import { DotStrip } from '../../ui/charts/DotStrip.tsx'
import { Histogram } from '../../ui/charts/Histogram.tsx'
import { Legend } from '../../ui/charts/Legend.tsx'
import { Line } from '../../ui/charts/Line.tsx'
import { StackedBar, levelColours } from '../../ui/charts/StackedBar.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { axis, charts as words, dots, spreads } from './samples.ts'

/** One chart for each question of the look. */
export function KitCharts() {
  return (
    <>
      <div className="full">
        <Panel title={words.levels} padded>
          <StackedBar
            label={words.levels}
            parts={words.levelNames.map((label, level) => ({
              label,
              count: words.levelCounts[level] ?? 0,
              colour: levelColours[level] ?? '--c-mute',
            }))}
          />
        </Panel>
      </div>
      <div className="full">
        <Panel title={words.strip} padded>
          <DotStrip
            label={words.strip}
            dots={dots}
            axis={axis}
            unit="%"
            point="0"
            reference={{ label: words.province, value: 70.9 }}
          />
        </Panel>
      </div>
      <div className="full">
        <Panel
          title={words.spread}
          aside={
            <Legend
              items={[
                { label: words.above, colour: '--c-now' },
                { label: words.below, colour: '--c-point' },
                { label: words.lastYear, colour: '--c-then', shape: 'line' },
              ]}
            />
          }
        >
          <div className="pad kit-three">
            {spreads.map((spread) => (
              <figure key={spread.grade}>
                <figcaption>
                  <b>{spread.grade}</b>
                </figcaption>
                <Histogram label={spread.grade} counts={spread.now} before={spread.before} max={90} />
              </figure>
            ))}
          </div>
        </Panel>
      </div>
      <Panel title={words.line} padded>
        <Line
          label={words.line}
          times={words.times}
          series={[
            { label: words.lineNow, values: [41.2, 63.5, 84.1, 96.8] },
            { label: words.lastYear, values: [38, undefined, 79.9, 92.7], colour: '--c-then' },
          ]}
        />
      </Panel>
      <Panel title={words.bar} padded>
        <Bar label={words.bar} rows={words.bars} />
      </Panel>
    </>
  )
}
