/** Words of passkeys, in English. */
export const en = {
  'identity.passkey_needed': 'This account signs in with a passkey. Press “Use a passkey”, or enter a recovery code.',
  'passkey.refused': 'This passkey opens no account here. Try again, or sign in with your password.',
  'passkey.not_added': 'The passkey was not added. Please begin again.',
  'passkey.too_many': 'An account has {most} passkeys at most. Remove those you do not use.',
  'passkey.name_needed': 'Give the key a name by which you will know it.',
  'passkey.title': 'Passkeys',
  'passkey.why':
    'Sign in with the finger, face or PIN of your device, without a password. A forged page cannot take the key from you.',
  'passkey.name': 'Name of the key',
  'passkey.name_hint': 'For example: my phone',
  'passkey.add': 'Add a passkey',
  'passkey.added': 'The passkey is added. Other sessions have ended.',
  'passkey.synced': 'Shared by your devices',
  'passkey.one_device': 'On one device only',
  'passkey.added_on': 'Added {at}',
  'passkey.used_on': 'Last used {at}',
  'passkey.unused': 'Not used yet',
  'passkey.remove': 'Remove',
  'passkey.remove_one': 'Remove the passkey {name}',
  'passkey.removed': 'The passkey {name} is removed. Remove it from the device as well.',
  'passkey.there_already': 'This device has a key for your account already.',
} as const
