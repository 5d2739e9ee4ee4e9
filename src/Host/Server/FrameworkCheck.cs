using System.Reflection;
using Fengqiao.Kernel;
using Microsoft.AspNetCore.DataProtection;

namespace Fengqiao.Host.Server;

/// <summary>Refuses frameworks that would let strangers in.</summary>
internal static class FrameworkCheck
{
    private static readonly Version FirstFixed = new(10, 0, 7);

    /// <summary>Data Protection 10.0.0 to 10.0.6 accepts forged sign-in cookies (CVE-2026-40372).</summary>
    public static bool AcceptsForgedCookies(Version version) => version.Major == 10 && version < FirstFixed;

    public static Error? Run() => AcceptsForgedCookies(Installed)
        ? new Error("host.framework-unsafe", ErrorKind.Unavailable, null, Installed.ToString(3), FirstFixed.ToString(3))
        : null;

    /// <summary>The version of the shared framework; assembly versions stay 10.0.0 for all of its releases.</summary>
    public static Version Installed
    {
        get
        {
            var text = typeof(IDataProtectionProvider).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
            return Version.TryParse(text.Split('+')[0].Split('-')[0], out var version) ? version : Environment.Version;
        }
    }
}
