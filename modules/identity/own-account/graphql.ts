import { builder } from '../../../platform/graphql.ts'
import { personal } from '../../../platform/machine.ts'
import { endOwnSessions, ownSessions } from '../sessions.ts'
import { changePassword, chooseSettings } from './commands.ts'
import { ownSettings, type OwnSettings } from './queries.ts'
import { LocaleRef, ThemeRef } from './settings-types.ts'

type Session = Awaited<ReturnType<typeof ownSessions>>[number]

const SettingsRef = builder.objectRef<OwnSettings>('OwnSettings').implement({
  description: 'What a person has chosen for the own account.',
  fields: (t) => ({
    login: t.exposeString('login', { description: 'The name for signing in.' }),
    locale: t.expose('locale', { type: LocaleRef, description: 'The language.' }),
    theme: t.expose('theme', { type: ThemeRef, description: 'How pages are lit.' }),
  }),
})

const SessionRef = builder.objectRef<Session>('Session').implement({
  description: 'A signed-in browser.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Names the session among the own ones.' }),
    createdAt: t.expose('created_at', { type: 'DateTime', description: 'When the person signed in.' }),
    lastSeenAt: t.expose('last_seen_at', { type: 'DateTime', description: 'The last request, to five minutes.' }),
    address: t.exposeString('address', { nullable: true, description: 'From where.' }),
    agent: t.exposeString('agent', { nullable: true, description: 'With which browser, as it calls itself.' }),
    current: t.exposeBoolean('current', { description: 'Whether it is the session that asks.' }),
  }),
})

builder.queryFields((t) => ({
  ownSettings: t.field({
    extensions: personal,
    type: SettingsRef,
    description: 'The own settings.',
    resolve: (_, __, ctx) => ownSettings(ctx),
  }),
  ownSessions: t.field({
    extensions: personal,
    type: [SessionRef],
    description: 'The own sessions, the last used first.',
    resolve: (_, __, ctx) => ownSessions(ctx),
  }),
}))

builder.mutationFields((t) => ({
  changePassword: t.boolean({
    extensions: personal,
    description: 'Changes the own password; every other session ends.',
    args: {
      old: t.arg.string({ required: true, description: 'The password so far.' }),
      password: t.arg.string({ required: true, description: 'The new one, ten letters or more.' }),
    },
    resolve: async (_, input, ctx) => {
      await changePassword(ctx, input)
      return true
    },
  }),
  chooseSettings: t.field({
    extensions: personal,
    type: SettingsRef,
    description: 'Keeps the language and the light for every device.',
    args: {
      locale: t.arg({ type: LocaleRef, description: 'The language.' }),
      theme: t.arg({ type: ThemeRef, description: 'How pages are lit.' }),
    },
    resolve: (_, { locale, theme }, ctx) =>
      chooseSettings(ctx, { ...(locale ? { locale } : {}), ...(theme ? { theme } : {}) }),
  }),
  endSessions: t.int({
    extensions: personal,
    description: 'Ends one of the own sessions, or all but the one that asks; gives how many.',
    args: { session: t.arg.id({ description: 'One session; all others where absent.' }) },
    resolve: (_, { session }, ctx) => endOwnSessions(ctx, session ?? null),
  }),
}))
