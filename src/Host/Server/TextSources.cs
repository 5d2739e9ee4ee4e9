using Fengqiao.Host.Texts;
using Fengqiao.Platform;

namespace Fengqiao.Host.Server;

/// <summary>The classes beside which resource files hold error texts.</summary>
internal static class TextSources
{
    public static IReadOnlyList<Type> All { get; } =
    [
        typeof(PlatformTexts),
        .. Module.All.Select(m => m.Texts).OfType<Type>(),
        typeof(HostTexts),
    ];
}
