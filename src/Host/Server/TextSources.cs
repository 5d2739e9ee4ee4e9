using Fengqiao.Host.Texts;
using Fengqiao.Platform;
using Fengqiao.Platform.Files;
using Fengqiao.Platform.Outbound;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Spreadsheets;

namespace Fengqiao.Host.Server;

/// <summary>The classes beside which resource files hold the error texts of the platform; modules register their own.</summary>
internal static class TextSources
{
    public static IReadOnlyList<Type> All { get; } =
        [typeof(PlatformTexts), typeof(TableErrors), typeof(FileErrors), typeof(OutboundErrors), typeof(PersonalDataErrors), typeof(HostTexts)];
}
