using System.Net;
using System.Text.RegularExpressions;
using Fengqiao.Organization.Tests.Administration;
using Fengqiao.Organization.Tests.SignOn;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.SignIn;

/// <summary>Whatever address a link brings along, no page leads off this site.</summary>
public sealed partial class RedirectTests
{
    private static readonly string[] Elsewhere =
    [
        "//evil.example", "///evil.example", "////evil.example/%2e%2e", "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/\\/evil.example",
        "https://evil.example", "HTTPS://evil.example/", "https:evil.example", "http:/evil.example", "http:\\\\evil.example", "ftp://evil.example",
        "javascript:alert(1)", "JaVaScRiPt:alert(1)//", "data:text/html,<script>alert(1)</script>", "vbscript:x",
        "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "\t//evil.example", " //evil.example", "\u00a0//evil.example", "\u2028//evil.example", "\ufeff//evil.example",
        "/\u0000/evil.example", "/\u0085/evil.example", "\u200b//evil.example", "／／evil.example", "⁄⁄evil.example", "/／evil.example", "。evil.example",
        "evil.example", "@evil.example", ".evil.example", ":@evil.example", "//user:password@evil.example", "//[::1]", "//evil.example:80#@127.0.0.1", "?x=//evil.example",
        "/account\r\nSet-Cookie: fq.session=planted", "/account\r\nLocation: https://evil.example",
        "/%2f/evil.example", "/%5cevil.example", "/%09/evil.example", "/..//evil.example", "/.//evil.example", "/;@evil.example", "/账号?问=噪音", "/account?next=https://evil.example",
    ];

    public static TheoryData<string> Switches => ["/culture?c=en&", "/theme?t=dark&", "/size?s=large&", "/shortcuts?s=off&"];

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task Switch_LeadsNowhereElse(string page)
    {
        await using var county = await County.StartAsync();
        var faults = new List<string>();
        foreach (var address in Elsewhere)
        {
            Judge(faults, address, county.Server, await county.Server.Client.GetAsync(new Uri($"{page}returnUrl={Uri.EscapeDataString(address)}", UriKind.Relative)));
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task SignIn_LeadsNowhereElse_WhetherSignedInAlreadyOrNot()
    {
        await using var county = await SignInTests.WithPasswordAsync();
        var (faults, known) = (new List<string>(), new Browser(county.Server));
        await known.SignInAsync("wang.fang", County.Password);
        foreach (var address in Elsewhere)
        {
            var page = $"/sign-in?returnUrl={Uri.EscapeDataString(address)}";
            Judge(faults, address, county.Server, await known.Client.GetAsync(new Uri(page, UriKind.Relative)));
            Judge(faults, address, county.Server, await new Browser(county.Server).SignInAsync("wang.fang", County.Password, page));
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task SecondStep_LeadsNowhereElse()
    {
        await using var county = await SignInTests.WithPasswordAsync();
        var owner = new Browser(county.Server);
        await owner.SignInAsync("wang.fang", County.Password);
        var (secret, _) = await SecondFactorTests.SetUpAsync(county, owner);
        var faults = new List<string>();
        foreach (var address in Elsewhere)
        {
            county.Time.Advance(TimeSpan.FromSeconds(30));
            var query = $"?returnUrl={Uri.EscapeDataString(address)}";
            var browser = new Browser(county.Server);
            Judge(faults, address, county.Server, await browser.SignInAsync("wang.fang", County.Password, "/sign-in" + query));
            Judge(faults, address, county.Server, await browser.SubmitAsync("/sign-in/second" + query, "second", ("code", SecondFactorTests.CodeOf(county, secret))));
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task SignOn_LeadsNowhereElse()
    {
        await using var unit = await Unit.StartAsync(DatabaseKind.Sqlite);
        var faults = new List<string>();
        foreach (var address in Elsewhere)
        {
            Judge(faults, address, unit.County.Server, await unit.SignOnAsync(unit.Browser(), $"{Unit.Start}?returnUrl={Uri.EscapeDataString(address)}"));
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task PageThatAsksToSignIn_BringsItsOwnAddressAlone()
    {
        await using var county = await SignInTests.WithPasswordAsync();
        var browser = new Browser(county.Server);
        foreach (var path in (string[])["/account", "/account?next=https://evil.example", "//evil.example/account", "/account/%2f%2fevil.example"])
        {
            var answer = await browser.Client.GetAsync(new Uri(county.Server.Address + path.TrimStart('/')));
            if (answer.StatusCode == HttpStatusCode.Found)
            {
                answer.Leads().ShouldStartWith("/sign-in?returnUrl=%2F");
            }
        }

        // A form that is sent too late leads back to its page, unless that lay elsewhere.
        var late = new HttpRequestMessage(HttpMethod.Post, new Uri("/account", UriKind.Relative)) { Content = new FormUrlEncodedContent([]) };
        late.Headers.Referrer = new Uri("https://evil.example/account");
        (await browser.Client.SendAsync(late)).Headers.Location?.ToString().ShouldNotContain("evil");
    }

    private static void Judge(List<string> faults, string address, InProcessServer server, HttpResponseMessage answer)
    {
        // As it stands in the header: a client library would make something better of it.
        var location = answer.Headers.TryGetValues("Location", out var values) ? string.Join(" ", values) : "";
        var own = server.Address.ToString().TrimEnd('/');
        var path = location.StartsWith(own, StringComparison.Ordinal) ? location[own.Length..] : location;
        if (answer.StatusCode != HttpStatusCode.Found || !OwnPath().IsMatch(path) || new Uri(server.Address, path).Authority != server.Address.Authority)
        {
            faults.Add($"{Uri.EscapeDataString(address)} -> {(int)answer.StatusCode} {location}");
        }

        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.Contains("planted", StringComparison.Ordinal)))
        {
            faults.Add($"{Uri.EscapeDataString(address)} set a cookie");
        }
    }

    /// <summary>A path of this site, in ASCII.</summary>
    [GeneratedRegex(@"^/(?![/\\])[\x21-\x5b\x5d-\x7e]*$", RegexOptions.None, 1000)]
    private static partial Regex OwnPath();
}
