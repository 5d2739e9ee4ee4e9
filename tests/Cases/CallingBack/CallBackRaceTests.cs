using System.Net;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.CallingBack;

/// <summary>Whatever those who call and those who answer do, in whatever order and at the same moment: each round has one result.</summary>
[Collection(HttpTests.Name)]
public sealed class CallBackRaceTests
{
    private const int Histories = 6;

    private static readonly object[] Results =
    [
        Calls.Good, new { resolution = "partly", satisfaction = "so-so", again = true }, new { resolution = "unsolved", satisfaction = "dissatisfied" }, new { resolution = "partly", satisfaction = "mostly" },
    ];

    [DatabaseTheory]
    public async Task AnyHistory_GivesEachRoundOneTaskAndOneResult(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        for (var seed = 1; seed <= Histories; seed++)
        {
            var random = new Random(seed);
            var (number, _) = await Calls.WaitingAsync(county);
            for (var step = 0; step < 5; step++)
            {
                var open = (await Calls.TasksAsync(county, number)).FindLast(t => t.IsOpen);
                if (open is not null)
                {
                    await Task.WhenAll(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Act(random.Next(6), random.Next(Results.Length))(county, open.Id)).ToList());
                }
                else if (await Calls.StateAsync(county, number) == CaseState.Handling)
                {
                    await (await county.AsAsync("handler")).MovesAsync(number, ("submit", new { text = "又修了一次" }));
                    await (await county.AsAsync("verifier")).MovesAsync(number, ("verify", null));
                }

                await HoldsAsync(county, number, seed);
            }
        }
    }

    /// <summary>The call and the link at the same moment: one counts, and who lost is told what happened.</summary>
    [DatabaseTheory]
    public async Task PhoneAndLinkAtOnce_CountOne(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var caller = await county.AsAsync("callback");
        for (var i = 0; i < 4; i++)
        {
            var (number, task) = await Calls.WaitingAsync(county);
            var link = Calls.LinkOf(county, task);
            var token = await county.Anonymous.TokenAsync(link);
            var byPhone = caller.RecordAsync(task, Calls.Good);
            var byLink = county.Anonymous.SendFormAsync(token, link, ("_handler", "answer"), ("resolution", "unsolved"), ("satisfaction", "dissatisfied"));
            await Task.WhenAll(byPhone, byLink);
            var done = (await Calls.TasksAsync(county, number)).Single();
            var called = (await byPhone).Status == HttpStatusCode.OK;
            (done.State, done.Way, done.Resolution).ShouldBe((CallBackState.Done, called ? CallBackWay.Phone : CallBackWay.Link, called ? Resolution.Solved : Resolution.Unsolved));
            (await byLink).Status.ShouldBe(HttpStatusCode.Found, "who answers is led on and told, never left with an error");
            (await Calls.StateAsync(county, number)).ShouldBe(called ? CaseState.Closed : CaseState.Handling);
            await HoldsAsync(county, number, i);
        }
    }

    private static Func<County, Guid, Task> Act(int what, int result) => what switch
    {
        0 => async (county, id) => await (await county.AsAsync("callback")).PostAsync($"/api/v1/callbacks/{id}/tries", new { outcome = "not-reached" }),
        1 => async (county, id) => await (await county.AsAsync("callback")).PostAsync($"/api/v1/callbacks/{id}/tries", new { outcome = "refused" }),
        2 => async (county, id) => await (await county.AsAsync("callback")).PostAsync($"/api/v1/callbacks/{id}/exclusion", new { reason = "refused-contact" }),
        3 => async (county, id) => await (await county.AsAsync("callback")).PostAsync($"/api/v1/callbacks/{id}/give-up", new { }),
        4 => async (county, id) =>
        {
            // Others may have ended it before the page is opened: then there is no form to send.
            var page = await county.Anonymous.GetAsync(Calls.LinkOf(county, id));
            if (page.Status == HttpStatusCode.OK && page.Text.Contains("name=\"resolution\"", StringComparison.Ordinal))
            {
                var token = await county.Anonymous.TokenAsync("/track");
                await county.Anonymous.SendFormAsync(token, Calls.LinkOf(county, id), ("_handler", "answer"), ("resolution", "unsolved"), ("satisfaction", "so-so"));
            }
        },
        _ => async (county, id) => await (await county.AsAsync("callback")).RecordAsync(id, Results[result]),
    };

    private static async Task HoldsAsync(County county, string number, int seed)
    {
        var tasks = await Calls.TasksAsync(county, number);
        var state = await Calls.StateAsync(county, number);
        var steps = (await (await county.AsAsync("county-dispatcher")).GetAsync($"/api/v1/cases/{number}/timeline")).Json["items"]!.AsArray().Select(s => s!["move"]!.GetValue<string>()).ToList();
        var why = $"seed {seed}, {number}: {string.Join(' ', steps)}";
        tasks.Select(t => t.Round).ShouldBe(Enumerable.Range(1, tasks.Count), why);
        tasks.Count.ShouldBe(steps.Count(s => s == "verify"), why);
        tasks.Count(t => t.IsOpen).ShouldBe(state == CaseState.Verified ? 1 : 0, why);
        tasks.Count(t => t.State == CallBackState.Done).ShouldBe(steps.Count(s => s == "call-back"), why);
        tasks.ShouldAllBe(t => (t.Resolution != null) == (t.State == CallBackState.Done) && (t.EndedUtc != null) != t.IsOpen);
    }
}
