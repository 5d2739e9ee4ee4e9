// A real, certified OpenID Connect provider for the sign-on tests: node provider.mjs PORT CLIENT_ID SECRET PLATFORM GROUPS.
// It knows everybody who types a name, as its development pages let them; the groups of a person stand in the JSON file GROUPS, which
// is read anew each time.
import { readFileSync } from 'node:fs';
import { Provider } from 'oidc-provider';

const [port, clientId, secret, platform, groups] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [{
    client_id: clientId,
    client_secret: secret,
    redirect_uris: [`${platform}/sign-in/unit/back`],
    post_logout_redirect_uris: [`${platform}/sign-in/unit/left`],
    grant_types: ['authorization_code'],
    response_types: ['code'],
  }],
  scopes: ['openid', 'profile', 'groups'],
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'], groups: ['groups'] },
  pkce: { required: () => true },
  cookies: { keys: ['for-tests-only'] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: `Test ${id}`, preferred_username: id, groups: JSON.parse(readFileSync(groups, 'utf8'))[id] ?? [] }),
  }),
});

provider.listen(Number(port), '127.0.0.1', () => console.log(`listening on ${issuer}`));
