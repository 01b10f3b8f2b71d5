/** Words of the province's identity provider, in English. */
export const en = {
  'provider.bound': '{name} is connected with another account.',
  'provider.title': 'Sign in with {name}',
  'provider.off': 'Connect it once; from then on {name} lets you in without a password here.',
  'provider.on': 'Connected since {since}.',
  'provider.connect': 'Connect {name}',
  'provider.disconnect': 'Disconnect',
  'provider.disconnected': '{name} is disconnected.',
} as const
