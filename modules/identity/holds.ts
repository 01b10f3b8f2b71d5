import type { HeldData } from '../../platform/held-data.ts'

/** What this module holds about persons: accounts, posts, sign-ins, notices. */
export const identityHolds: readonly HeldData[] = [
  {
    name: 'accounts',
    about: 'user',
    basis: 'public_task',
    until: 'after_leaving',
    tables: {
      person: { basic: 'identity_number lifelong_code', technical: 'id alias_of access_version' },
      account: {
        basic: 'login display_name given_name rest_name search_name',
        other: 'state locale theme created_at last_sign_in_at unit_id',
        technical: 'id person_id password_hash',
      },
      invitation: {
        other: 'kind created_by created_at expires_at used_at revoked_at',
        technical: 'code_hash account_id school_id guardianship_id tries',
      },
    },
  },
  {
    name: 'posts',
    about: 'user',
    basis: 'public_task',
    until: 'after_leaving',
    tables: {
      post: {
        other: 'role unit_id subject_ids levels valid_from valid_to expires_at reason granted_by granted_at',
        technical: 'id person_id',
      },
    },
  },
  {
    name: 'sign_ins',
    about: 'user',
    basis: 'security',
    until: 'ended',
    tables: {
      session: {
        sensitive: 'address agent',
        other: 'created_at last_seen_at expires_at shared proven_at factor_vouched',
        technical: 'token_hash account_id',
      },
      sign_in_failure: { basic: 'login', sensitive: 'address', other: 'at' },
    },
  },
  {
    name: 'second_factors',
    about: 'user',
    basis: 'security',
    until: 'own',
    tables: {
      second_factor: { other: 'created_at confirmed_at last_step', technical: 'account_id secret' },
      provider_identity: { basic: 'subject', other: 'issuer connected_at used_at', technical: 'account_id' },
      recovery_code: { other: 'used_at', technical: 'account_id code_hash' },
      passkey: {
        other: 'name synced created_at used_at',
        technical: 'id account_id public_key counter transports',
      },
    },
  },
  {
    name: 'tokens',
    about: 'user',
    basis: 'security',
    until: 'after_leaving',
    tables: {
      api_token: {
        other: 'prefix name account_id unit_id read_only per_minute created_at last_day revoked_at',
        technical: 'id token_hash post_id',
      },
      api_token_use: { sensitive: 'address', other: 'minute requests used_at', technical: 'token_id' },
    },
  },
  {
    name: 'notices',
    about: 'user',
    basis: 'public_task',
    until: 'after_leaving',
    tables: {
      notice: { other: 'kind text_key values link school_id created_at read_at', technical: 'id person_id' },
    },
  },
]
