/**
 * Within how many working days a request of a person about their data is answered, by the day from which it holds. The number
 * is read in a secondary source (frasersvn.com on Decree 356/2025/NĐ-CP); how long carrying it out may take is not known.
 */
export const answerDays: readonly { from: string; workingDays: number }[] = [{ from: '2026-01-01', workingDays: 2 }]

/** The last day on which a request of this day is answered. Working days are Monday to Friday; public holidays are not known here. */
export function answerBy(askedOn: string): string {
  const rule = answerDays.findLast(({ from }) => from <= askedOn) ?? answerDays[0]!
  const day = new Date(`${askedOn}T00:00:00Z`)
  for (let left = rule.workingDays; left > 0;) {
    day.setUTCDate(day.getUTCDate() + 1)
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) left--
  }
  return day.toISOString().slice(0, 10)
}
