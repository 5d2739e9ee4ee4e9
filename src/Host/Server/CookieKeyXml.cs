using System.Security.Cryptography;
using System.Xml.Linq;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Host.Server;

/// <summary>A sealed key as it stands in its file: a random key wrapped by the ring, and the XML under it.</summary>
internal static class CookieKeyXml
{
    private const string Sealed = "fengqiaoSealed";
    private const string Wrapped = "key";
    private const string Requires = "requiresEncryption";

    /// <summary>The framework's, as its files write it: a name, that nobody calls.</summary>
#pragma warning disable S5332
    private static readonly XNamespace Framework = "http://schemas.asp.net/2015/03/dataProtection";
#pragma warning restore S5332

    private static readonly Guid Owner = KeyRing.OwnerOf("cookie-keys");

    public static XElement Seal(KeyRing ring, XElement plain)
    {
        var stored = new SecretBox(ring).Seal(Owner, plain.ToString(SaveOptions.DisableFormatting));
        return new XElement(Sealed, new XAttribute(Wrapped, Convert.ToBase64String(stored.WrappedKey)), Convert.ToBase64String(stored.Cipher));
    }

    /// <exception cref="CryptographicException">Under a master key this server has not, or changed: the framework then goes on without that key.</exception>
    public static XElement Open(KeyRing ring, XElement element)
    {
        var stored = new SealedText(Convert.FromBase64String((string?)element.Attribute(Wrapped) ?? ""), Convert.FromBase64String(element.Value));
        var opened = new SecretBox(ring).Open(Owner, stored);
        return opened.Failed(out var error) ? throw new CryptographicException(error.Code) : XElement.Parse(opened.Value);
    }

    /// <summary>Puts what is sealed under another master key, or lies open from before, under the current one.</summary>
    /// <returns>How many were put there, and how many nobody could open.</returns>
    public static (long Wrapped, long Stuck) Rewrap(KeyRing ring, XDocument file)
    {
        long wrapped = 0, stuck = 0;
        foreach (var plain in file.Descendants().Where(e => (bool?)e.Attribute(Framework + Requires) == true).ToList())
        {
            plain.ReplaceWith(new XElement(Framework + "encryptedSecret", new XAttribute("decryptorType", typeof(CookieKeyOpener).AssemblyQualifiedName!), Seal(ring, plain)));
            wrapped++;
        }

        foreach (var element in file.Descendants(Sealed).ToList())
        {
            var key = Convert.FromBase64String((string?)element.Attribute(Wrapped) ?? "");
            if (key.Length > ring.CurrentId.Length && key.AsSpan(1, ring.CurrentId.Length).SequenceEqual(ring.CurrentId))
            {
                continue;
            }

            if (ring.Rewrap(Owner, key) is not { } anew)
            {
                stuck++;
                continue;
            }

            element.SetAttributeValue(Wrapped, Convert.ToBase64String(anew));
            wrapped++;
        }

        return (wrapped, stuck);
    }
}
