/** A browser in the words a person knows it by: Chrome, Android. What it calls itself is longer and full of others' names. */
export function browserOf(agent: string | null): string | undefined {
  if (!agent) return undefined
  const browser = browsers.find(([sign]) => agent.includes(sign))?.[1]
  const system = systems.find(([sign]) => agent.includes(sign))?.[1]
  return [browser, system].filter(Boolean).join(', ') || undefined
}

// The more telling sign first: Edge calls itself Chrome, and Chrome calls itself Safari.
const browsers = [
  ['Edg/', 'Edge'],
  ['coc_coc', 'Cốc Cốc'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const
