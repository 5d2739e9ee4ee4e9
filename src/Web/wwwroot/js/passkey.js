// Forms whose answer comes from a passkey: asks the server what to ask, lets the browser do the ceremony, and sends the form with its answer.
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const known = list => list?.map(one => ({ ...one, id: bytes(one.id) }));

const ceremonies = {
  create: asked => navigator.credentials.create({
    publicKey: { ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) }, excludeCredentials: known(asked.excludeCredentials) ?? [] },
  }),
  get: asked => navigator.credentials.get({
    publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) ?? [] },
  }),
};

// Written by hand because browsers older than 2024 have no toJSON.
function answer(credential) {
  const { response } = credential;
  const parts = response.attestationObject
    ? { attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] }
    : { authenticatorData: text(response.authenticatorData), signature: text(response.signature), userHandle: response.userHandle ? text(response.userHandle) : null };
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: text(response.clientDataJSON), ...parts },
  });
}

async function perform(place, form) {
  const fields = new URLSearchParams(new FormData(form));
  const asked = await fetch(place.dataset.ask, { method: 'POST', body: fields, credentials: 'same-origin' });
  if (!asked.ok) throw new Error(`${asked.status}`);
  form.elements.credential.value = answer(await ceremonies[place.dataset.passkey](await asked.json()));
}

for (const place of document.querySelectorAll('[data-passkey]')) {
  // A passkey belongs to a name: browsers refuse it to a bare address.
  if (!window.PublicKeyCredential || /^[\d.]+$|^\[/.test(location.hostname)) break;
  const form = place.querySelector('form');
  const failed = place.querySelector('.fq-passkey-failed');
  place.hidden = false;
  place.querySelector('.fq-form-buttons button').addEventListener('click', async () => {
    failed.hidden = true;
    try {
      await perform(place, form);
      form.requestSubmit();
    } catch {
      failed.textContent = place.dataset.failed;
      failed.hidden = false;
    }
  });
}
