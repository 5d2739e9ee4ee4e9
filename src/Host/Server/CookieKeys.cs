using System.Xml.Linq;
using Fengqiao.Platform.PersonalData;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace Fengqiao.Host.Server;

/// <summary>The keys of cookies, forms and drafts lie in files of the data folder, sealed under the master key.</summary>
internal static class CookieKeys
{
    public static void AddCookieKeys(this IServiceCollection services, string folder)
    {
        services.AddDataProtection().SetApplicationName("fengqiao").PersistKeysToFileSystem(new DirectoryInfo(folder));
        services.AddSingleton(new CookieKeyFiles(folder));
        services.AddSingleton<IWrappedElsewhere, SealedCookieKeys>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlEncryptor = new CookieKeySealer(provider)));
    }
}

/// <summary>Seals a key as it is made.</summary>
internal sealed class CookieKeySealer(IServiceProvider services) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(CookieKeyXml.Seal(services.GetRequiredService<KeyRing>(), plaintextElement), typeof(CookieKeyOpener));
}

/// <summary>Opens a key as it is read; the file names this class, and the framework makes it.</summary>
internal sealed class CookieKeyOpener(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) => CookieKeyXml.Open(services.GetRequiredService<KeyRing>(), encryptedElement);
}

/// <summary>The files follow the master key when it is changed.</summary>
internal sealed class SealedCookieKeys(CookieKeyFiles files, KeyRing ring) : IWrappedElsewhere
{
    public (long Wrapped, long Stuck) Rewrap() => files.Rewrap(ring);
}
