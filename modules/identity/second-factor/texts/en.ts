/** Words of the second factor, in English. */
export const en = {
  'identity.factor_there': 'The account has a second factor already.',
  'identity.factor_reset_notice': '{by} has taken your second factor away. Please set it up again.',
  'factor.title': 'Second factor',
  'factor.off':
    'Off. When it is on, signing in takes six digits from your phone as well: who knows your password does not get in.',
  'factor.on': 'On since {since}. {count} recovery codes left.',
  'factor.by_passkey':
    'On, by passkey. {count} recovery codes left. An authenticator app may be added for when the device is not at hand.',
  'factor.few_codes': 'Only {count} recovery codes are left. Make new ones, or a lost phone locks you out.',
  'factor.demanded':
    'Your post demands a second factor: an app with codes, or a passkey. The pages open once it is set up.',
  'factor.begin': 'Set up a second factor',
  'factor.scan':
    'Open an authenticator app on your phone (Google Authenticator, Microsoft Authenticator, Aegis …) and scan this.',
  'factor.qr': 'QR code for the authenticator app',
  'factor.by_hand': 'Cannot scan? Type this key into the app:',
  'factor.code': '6 digits',
  'factor.confirm': 'Confirm and turn on',
  'factor.codes_title': 'Recovery codes',
  'factor.codes_why': 'Each stands in for the phone once. Print or copy them now: they are shown only this time.',
  'factor.codes_print': 'Print',
  'factor.codes_copy': 'Copy',
  'factor.codes_copied': 'The recovery codes were copied.',
  'factor.codes_kept': 'I have put them away',
  'factor.renew': 'New recovery codes',
  'factor.end': 'Turn off',
  'factor.ended': 'The second factor is off.',
  'factor.confirmed': 'The second factor is on. Other sessions have ended.',
  'factor.reset': 'Take the second factor away',
  'factor.reset_why': 'When the phone is lost. Open sessions end, and the person is told. Reason:',
  'factor.reset_done': 'The second factor of {name} is gone.',
} as const
