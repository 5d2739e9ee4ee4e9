using Microsoft.AspNetCore.Http;

namespace Fengqiao.Organization.Access;

/// <summary>Says browser and system in a few words, for people who look through their sessions. What a browser says of itself decides nothing.</summary>
internal static class Agents
{
    // The first that fits: nearly every browser also calls itself Chrome and Safari.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("MicroMessenger", "WeChat"), ("DingTalk", "DingTalk"), ("HuaweiBrowser", "Huawei"), ("QQBrowser", "QQ"), ("360SE", "360"), ("Edg", "Edge"), ("OPR", "Opera"),
        ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("HarmonyOS", "HarmonyOS"), ("OpenHarmony", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"),
    ];

    public static string Of(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return string.Join(" · ", new[] { Named(agent, Browsers), Named(agent, Systems) }.OfType<string>()) is { Length: > 0 } known ? known : "?";
    }

    private static string? Named(string agent, (string Mark, string Name)[] names) =>
        names.FirstOrDefault(n => agent.Contains(n.Mark, StringComparison.Ordinal)).Name;
}
