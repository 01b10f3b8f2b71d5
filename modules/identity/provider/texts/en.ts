/** Words of the province's identity provider, in English. */
export const en = {
  'provider.sign_in': 'Sign in with {name}',
  'provider.unknown':
    '{name} is not connected with an open account here. Sign in with your password, then connect it on the page of your account.',
  'provider.away': '{name} does not answer. Try again in some minutes, or sign in with your password.',
  'provider.refused': '{name} did not confirm who you are. Try again, or sign in with your password.',
  'provider.too_late': 'That took too long. Please begin again.',
  'provider.code_why': '{name} has confirmed who you are. The account has a second factor: enter a code.',
  'provider.bound': '{name} is connected with another account.',
  'provider.title': 'Sign in with {name}',
  'provider.off': 'Connect it once; from then on {name} lets you in without a password here.',
  'provider.on': 'Connected since {since}.',
  'provider.connect': 'Connect {name}',
  'provider.disconnect': 'Disconnect',
  'provider.disconnected': '{name} is disconnected.',
} as const
