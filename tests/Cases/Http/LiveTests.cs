using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Fengqiao.Contracts.Organization;
using Fengqiao.Platform.Access;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>What an open page is told while it is looked at.</summary>
[Collection(HttpTests.Name)]
public sealed class LiveTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [DatabaseTheory]
    public async Task Counts_WhenACaseArrives_ReachTheOpenDesk(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("town-dispatcher");
        await using var desk = await Listener.OpenAsync(dispatcher);
        var before = Waiting(await desk.NextAsync("counts"));
        await dispatcher.RegisterAsync();
        (await Eventually.HoldsAsync(async () => Waiting(await desk.NextAsync("counts")) > before, Patience)).ShouldBeTrue();
    }

    [DatabaseTheory]
    public async Task Presence_OfTwoAtOneCase_IsToldToBothAndEnds(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        await using var first = await Listener.OpenAsync(dispatcher, number);
        await using (var second = await Listener.OpenAsync(await county.AsAsync("verifier"), number))
        {
            Text(await second.NextAsync("people")).ShouldBe("周调度也在看这件事项。");
            Text(await first.NextAsync("people")).ShouldBe("冯核查也在看这件事项。");
            await using var stranger = await Listener.OpenAsync(await county.AsAsync("other-handler"), number);
            await stranger.NextAsync("counts");
            (await stranger.NextAsync("ping")).ShouldBe("", "who may not see the case is nobody there, and hears of nobody");
        }

        Text(await first.NextAsync("people")).ShouldBe("");
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        Text(await first.NextAsync("case")).ShouldContain("周调度办理了“派单”");
    }

    [DatabaseTheory]
    public async Task Stream_WithoutASession_IsRefusedAndNotRedirected(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        (await county.Anonymous.GetAsync("/api/v1/live")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [DatabaseTheory]
    public async Task Stream_WhenTheSessionEnds_EndsToo(DatabaseKind kind)
    {
        const string password = "Stone-Bridge-72";
        var county = await County.SharedAsync(kind);
        using (var services = county.Server.Services.CreateScope())
        {
            services.ServiceProvider.GetRequiredService<CurrentActor>().Actor = new Actor(null, "system", "", []);
            (await services.ServiceProvider.GetRequiredService<IPasswordSetter>().SetAsync("callback", password, default)).IsSuccess.ShouldBeTrue();
        }

        var person = new Api(county.Server.NewClient());
        await person.SubmitAsync("/sign-in", "/sign-in", ("_handler", "sign-in"), ("account", "callback"), ("password", password));
        await using var desk = await Listener.OpenAsync(person);
        await desk.NextAsync("counts");
        (await person.SubmitAsync("/account", "/sign-out")).Status.ShouldBe(HttpStatusCode.Redirect);
        await (await county.AsAsync("county-dispatcher")).RegisterAsync();
        (await desk.NextAsync("ended")).ShouldBe("");
        (await person.GetAsync("/api/v1/live")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [DatabaseTheory]
    public async Task Stream_WhenRightsChange_EndsWithinAMinute_AndWhatWasTakenIsGoneAtOnce(DatabaseKind kind)
    {
        var time = new FakeTime(new DateTimeOffset(2026, 3, 6, 2, 0, 0, TimeSpan.Zero));
        await using var county = await County.StartAsync(kind, time);
        var (verifier, security) = (await county.AsAsync("verifier"), await county.AsAsync("security-admin"));
        var number = await (await county.AsAsync("county-dispatcher")).RegisterAsync();
        using var stream = await verifier.Client.GetAsync("/api/v1/live", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync());
        (await lines.ReadLineAsync())!.ShouldStartWith("event: counts");
        var rest = lines.ReadToEndAsync();

        (await security.PostFormAsync("/admin/roles/verifier", "role", ("version", "1"), ("nameZh", "核查员"), ("nameEn", "Verifier"), ("rights", "cases.read"))).Status.ShouldBe(HttpStatusCode.Found);

        (await verifier.GetAsync($"/api/v1/cases/{number}")).Status.ShouldBe(HttpStatusCode.NotFound, "the area may no longer be read");
        var waited = TimeSpan.Zero;
        while (!rest.IsCompleted && waited < TimeSpan.FromSeconds(60))
        {
            time.Advance(TimeSpan.FromSeconds(5));
            waited += TimeSpan.FromSeconds(5);
            await Task.WhenAny(rest, Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System));
        }

        rest.IsCompleted.ShouldBeTrue($"still open after {waited}");
        (await rest).ShouldContain("event: again");
    }

    [DatabaseTheory]
    public async Task Stream_AtACaseThatIsRestricted_EndsAndTellsNothingMore(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        await using var leader = await Listener.OpenAsync(await county.AsAsync("leader"), number);
        await leader.NextAsync("counts");
        (await dispatcher.PostAsync($"/api/v1/cases/{number}/secrecy", new { secrecy = "restricted", reason = "保护当事人", readers = new[] { "callback" } }, ("If-Match", "\"1\""))).Status.ShouldBe(HttpStatusCode.OK);
        (await leader.NextUntilAsync("again")).ShouldNotContain("case", "what happened to it is not told either");
    }

    private static int Waiting(string counts) => JsonNode.Parse(counts)!["menu"]!["/work"]!.GetValue<int>();

    private static string Text(string data) => JsonNode.Parse(data)!["text"]!.GetValue<string>();

    /// <summary>One open stream.</summary>
    private sealed class Listener(HttpResponseMessage answer, IAsyncEnumerator<SseItem<string>> events) : IAsyncDisposable
    {
        public static async Task<Listener> OpenAsync(Api person, string? number = null)
        {
            var answer = await person.Client.GetAsync("/api/v1/live" + (number is null ? "" : $"?case={number}"), HttpCompletionOption.ResponseHeadersRead);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
            return new Listener(answer, SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator());
        }

        /// <summary>The data of the next event of a type; those before it are passed over.</summary>
        public async Task<string> NextAsync(string type)
        {
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            while (await events.MoveNextAsync().AsTask().WaitAsync(patience.Token))
            {
                if (events.Current.EventType == type)
                {
                    return events.Current.Data;
                }
            }

            throw new InvalidOperationException($"The stream ended without {type}.");
        }

        /// <summary>The types of all events up to one.</summary>
        public async Task<List<string>> NextUntilAsync(string type)
        {
            using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
            var types = new List<string>();
            while (await events.MoveNextAsync().AsTask().WaitAsync(patience.Token))
            {
                types.Add(events.Current.EventType);
                if (types[^1] == type)
                {
                    return types;
                }
            }

            throw new InvalidOperationException($"The stream ended without {type}.");
        }

        public ValueTask DisposeAsync()
        {
            answer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
