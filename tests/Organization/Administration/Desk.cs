using System.Globalization;
using System.Net;
using Fengqiao.Contracts.Organization;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.Platform.Audit;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.Administration;

/// <summary>A county with its administrators, and their browsers without JavaScript.</summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly HashSet<string> _known = [];

    private Desk(County county) => County = county;

    public County County { get; }

    public static async Task<Desk> StartAsync(DatabaseKind kind, DateTimeOffset? start = null)
    {
        var county = await County.WithPeopleAsync(kind, start);
        await county.LoadAsync("staff", """
            name,account,posts
            孙安,sec,security-admin@C01
            钱安,sec2,security-admin@C01
            """);
        return new Desk(county);
    }

    /// <summary>Sets the account's password, the first time, and signs in.</summary>
    public async Task<Browser> AsAsync(string account)
    {
        if (_known.Add(account))
        {
            (await County.UseAsync<IPasswordSetter, Kernel.Result<Kernel.Done>>(p => p.SetAsync(account, County.Password, CancellationToken.None))).IsSuccess.ShouldBeTrue();
        }

        var browser = new Browser(County.Server);
        (await browser.SignInAsync(account, County.Password)).StatusCode.ShouldBe(HttpStatusCode.Found);
        return browser;
    }

    /// <summary>What the audit trail says about an object, oldest first.</summary>
    public async Task<List<AuditEntry>> AuditAsync(string action) =>
        [.. (await County.RowsAsync<AuditEntry>()).Where(e => e.Action == action).OrderBy(e => e.Sequence)];

    public ValueTask DisposeAsync() => County.DisposeAsync();
}

internal static class Answers
{
    public static async Task<string> TextAsync(this HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    /// <summary>Path and query of where the browser is led; empty where it is not.</summary>
    public static string Leads(this HttpResponseMessage answer) =>
        answer.Headers.Location is { } to ? new Uri(answer.RequestMessage!.RequestUri!, to).PathAndQuery : "";

    /// <summary>Accepted: the browser is led on.</summary>
    public static void ShouldLeadTo(this HttpResponseMessage answer, string address) =>
        (answer.StatusCode, Uri.UnescapeDataString(answer.Leads())).ShouldBe((HttpStatusCode.Found, address));

    /// <summary>Refused with a sentence beside each of these fields.</summary>
    public static async Task ShouldRefuseAsync(this HttpResponseMessage answer, HttpStatusCode status, params string[] fields)
    {
        var text = await answer.TextAsync();
        answer.StatusCode.ShouldBe(status, text);
        foreach (var field in fields)
        {
            text.ShouldContain($"id=\"f-{field}-error\"");
        }
    }

    public static string Text(this int version) => version.ToString(CultureInfo.InvariantCulture);
}
