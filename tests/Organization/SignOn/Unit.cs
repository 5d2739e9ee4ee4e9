using System.Net;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Organization.Domain;
using Fengqiao.Organization.Tests.Administration;
using Fengqiao.Organization.Tests.Support;
using Fengqiao.Platform.Audit;
using Fengqiao.TestKit;

namespace Fengqiao.Organization.Tests.SignOn;

/// <summary>A county with a sign-on of its own, whose provider a test makes say what it likes.</summary>
internal sealed class Unit : IAsyncDisposable
{
    public const string ClientId = "fengqiao";
    public const string Secret = "client-secret-of-the-test";
    public const string Start = "/sign-in/unit/start";

    private Unit(County county, TestProvider provider)
    {
        County = county;
        Provider = provider;
    }

    public County County { get; }

    public TestProvider Provider { get; }

    /// <param name="change">Settings of the sign-on that the test needs otherwise.</param>
    /// <param name="isBound">wang.fang is bound to the subject that comes first.</param>
    public static async Task<Unit> StartAsync(DatabaseKind kind, Func<SignOnProvider, SignOnProvider>? change = null, bool isBound = true, SignInPolicy? policy = null)
    {
        // Browsers of tests look at the machine's clock to see whether a cookie is over.
        DateTimeOffset start = TimeProvider.System.GetUtcNow();
        TestProvider provider = await TestProvider.StartAsync(new FakeTime(start));
        var settings = new SignOnProvider { Issuer = provider.Issuer, ClientId = ClientId, ClientSecret = Secret };
        County county = await County.WithPeopleAsync(kind, start, policy, change?.Invoke(settings) ?? settings);
        await county.UseAsync<IPasswordSetter, Result<Done>>(p => p.SetAsync("wang.fang", County.Password, CancellationToken.None));
        var unit = new Unit(county, provider);
        if (isBound)
        {
            await unit.BindAsync("wang.fang", provider.Subject);
        }

        return unit;
    }

    public Browser Browser() => new(County.Server);

    /// <summary>Goes to the provider and back; gives the last answer of the platform.</summary>
    public async Task<HttpResponseMessage> SignOnAsync(Browser browser, string start = Start) => await browser.Client.GetAsync(await ComeBackAsync(browser, start));

    /// <summary>Goes to the provider; gives the address it sends the browser back to.</summary>
    public async Task<Uri> ComeBackAsync(Browser browser, string start = Start)
    {
        HttpResponseMessage sent = await browser.Client.GetAsync(new Uri(start, UriKind.Relative));
        sent.StatusCode.ShouldBe(HttpStatusCode.Found, await sent.TextAsync());
        sent.Headers.Location!.ToString().ShouldStartWith(Provider.Issuer + "/authorize?");
        using var wire = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        return (await wire.GetAsync(sent.Headers.Location)).Headers.Location!;
    }

    /// <summary>Binds past all pages.</summary>
    public async Task BindAsync(string account, string subject)
    {
        Guid id = (await County.RowsAsync<Account>()).Single(a => a.Name == account).Id;
        CountyClock clock = County.Get<CountyClock>();
        var binding = new SignOnBinding { Id = clock.NewId(), AccountId = id, Issuer = Provider.Issuer, Subject = subject, BoundUtc = clock.UtcNow };
        (await County.UseAsync<Platform.Persistence.CommitLane, Result<Done>>(lane => lane.WriteAsync(
            new Platform.Persistence.Commit().Insert(binding).Audit("sign-on.bound", "account", account), Platform.Persistence.CommitOrigin.System("test"), CancellationToken.None))).IsSuccess.ShouldBeTrue();
    }

    public async Task<List<AuditEntry>> AuditAsync(string action) => [.. (await County.RowsAsync<AuditEntry>()).Where(e => e.Action == action).OrderBy(e => e.Sequence)];

    public async ValueTask DisposeAsync()
    {
        await County.DisposeAsync();
        await Provider.DisposeAsync();
    }
}

internal static class SignOnAnswers
{
    /// <summary>Led to the page that says why; nobody is signed in, and the audit trail has one entry more.</summary>
    public static async Task ShouldBeRefusedAsync(this HttpResponseMessage answer, Unit unit, Browser browser, string why)
    {
        answer.ShouldLeadTo("/sign-in/unit?why=" + why);
        (await browser.StatusOfAsync("/api/v1/me")).ShouldBe(HttpStatusCode.Unauthorized);
        (await unit.AuditAsync("sign-on.refused")).ShouldHaveSingleItem().Details.ShouldContain($"\"{why}\"");
        (await unit.County.RowsAsync<Session>()).ShouldBeEmpty();
        (await unit.AuditAsync("sign-in")).ShouldBeEmpty();
    }
}
