using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Same;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Insight.Tests.Http;

/// <summary>The same matter is found in the whole county, written down once, and judged by a person.</summary>
public sealed class SameMatterTests
{
    private const string OtherTown = "339901102";
    private const string Title = "翠竹新城旁边的搅拌站整夜作响";
    private const string Story = "搅拌站就建在翠竹新城旁边，机器整夜不停，灰尘很大，窗户不敢开，老人孩子都睡不着。";
    private const string Again = "反映翠竹新城搅拌站整夜作响";
    private const string AgainStory = "翠竹新城旁边的搅拌站机器整夜不停，灰尘很大，窗户不敢开，请管一管。";
    private static int _phones;

    [DatabaseTheory]
    public async Task Pair_FoundAfterIntake_IsWrittenOnce_AndJudgedByADispatcher(DatabaseKind kind)
    {
        var time = new FakeTime(ReadingCounty.Start);
        await using var county = await ReadingCounty.StartAsync(kind, time);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var first = await RegisterAsync(dispatcher, Title, Story, ReadingCounty.Village);
        await RegisterAsync(dispatcher, "请问医保卡怎么换", "医保卡丢了，在哪里补办，要带什么材料。", ReadingCounty.Village);
        await PairsAsync(county, time, 0, sketches: 2);
        // Another town: what is looked for is not bounded by the village.
        var second = await RegisterAsync(dispatcher, Again, AgainStory, OtherTown);
        var pair = (await PairsAsync(county, time, 1)).Single();
        (pair.State, pair.Version).ShouldBe((PairState.Open, 1));
        pair.Score.ShouldBeGreaterThanOrEqualTo(IMatterComparer.SameFrom);

        // Told again, by the outbox or by anybody: one pair.
        using (var services = county.Scope())
        {
            await services.ServiceProvider.GetRequiredService<PairWatch>().TakeUpAsync(pair.NewerId, default);
            await services.ServiceProvider.GetRequiredService<PairWatch>().TakeUpAsync(pair.OlderId, default);
        }

        (await PairsAsync(county, time, 1)).Single().ShouldBe(pair);
        var list = await ReadingCounty.PageAsync(dispatcher, "/same-matters");
        list.ShouldSatisfyAllConditions(p => p.ShouldContain(Title), p => p.ShouldContain(Again), p => p.ShouldContain("提到同一地点"), p => p.ShouldContain("并入已有事项"));
        (await ReadingCounty.PageAsync(dispatcher, $"/cases/{second}")).ShouldContain(first);
        (await ReadingCounty.PageAsync(dispatcher, $"/cases/{first}")).ShouldContain(second);

        // Who may not see both cases is not told that there is a pair, nor may an administrator look.
        var handler = await county.AsAsync("handler");
        (await ReadingCounty.PageAsync(handler, "/same-matters")).ShouldNotContain(Title);
        (await ReadingCounty.SendAsync(handler, "/same-matters", "decide", ("say", $"apart {pair.Id} 1"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await county.AsAsync("system-admin")).GetAsync("/same-matters")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await ReadingCounty.SendAsync(await county.AsAsync("leader"), "/same-matters", "decide", ("say", $"apart {pair.Id} 1"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await ReadingCounty.SendAsync(dispatcher, "/same-matters", "decide", ("say", $"apart {pair.Id} 7"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await ReadingCounty.SendAsync(dispatcher, "/same-matters", "decide", ("say", $"apart {pair.Id} 1"))).Headers.Location!.ToString().ShouldContain("done=apart");
        (await ReadingCounty.PageAsync(dispatcher, "/same-matters")).ShouldNotContain(Title);
        (await ReadingCounty.PageAsync(dispatcher, "/same-matters?pile=Apart")).ShouldContain(Title);
        (await ReadingCounty.PageAsync(dispatcher, $"/cases/{second}")).ShouldNotContain(first, customMessage: "what a person called another matter is not proposed again");

        // A third one is joined from the page; the pairs of a case that ended wait for nobody.
        var third = await RegisterAsync(dispatcher, Title, Story, OtherTown);
        var open = (await PairsAsync(county, time, 3)).Single(p => p.State == PairState.Open && p.OlderId == pair.OlderId);
        (await ReadingCounty.SendAsync(dispatcher, "/same-matters", "decide", ("say", $"join {open.Id} 1"))).Headers.Location!.ToString().ShouldContain("done=join");
        (await Eventually.HoldsAsync(async () => (await PairsAsync(county, time, 3)).TrueForAll(p => p.State != PairState.Open))).ShouldBeTrue();
        (await PairsAsync(county, time, 3)).Select(p => p.State).Order().ShouldBe([PairState.Joined, PairState.Apart, PairState.Over]);
        (await ReadingCounty.PageAsync(dispatcher, $"/cases/{third}")).ShouldContain(first);
        (await county.AuditAsync(third)).ShouldContain("case.merge");

        // Word for word the same as what was joined: the one it goes on with is proposed, not the joined one.
        var similar = (await SuggestAsync(dispatcher, Title, Story)).Select(s => s!["number"]!.GetValue<string>()).ToList();
        similar.ShouldContain(first);
        similar.ShouldNotContain(third);
        similar.ShouldBeUnique();
    }

    [DatabaseTheory]
    public async Task Index_FilledByTheJob_FindsWhatWasThereBefore_AndLosesWhatNotEverybodyMaySee(DatabaseKind kind)
    {
        await using var county = await ReadingCounty.StartAsync(kind, new FakeTime(ReadingCounty.Start));
        await county.CloseAsync([.. Enumerable.Range(0, 130).Select(i => new Example($"第{(char)('一' + i)}号楼{(char)('丁' + (i * 7))}梯困人{(char)('甲' + i)}，请尽快检修", Matters.Roads)), new Example(Title + Story, Matters.Noise)]);
        (await FillAsync(county, 1)).ShouldBe(SketchKeeper.Chunk);
        (await county.CountAsync<StoredSketch>()).ShouldBe(SketchKeeper.Chunk, "one bounded part at a time");
        (await FillAsync(county, 5)).ShouldBe(31);
        (await county.CountAsync<StoredSketch>()).ShouldBe(131);
        (await FillAsync(county, 1)).ShouldBe(0);

        var dispatcher = await county.AsAsync("county-dispatcher");
        var draft = new Example(Title + Story, Matters.Noise);
        var found = (await SuggestAsync(dispatcher, draft.Text[..20], draft.Text)).ShouldHaveSingleItem()!;
        found["likeness"]!.GetValue<double>().ShouldBe(1);
        var runs = await county.CountAsync<SketchRun>();

        // Restricted: it leaves the index with the next look at what changed.
        var number = found["number"]!.GetValue<string>();
        await WriteAsync(county, $"UPDATE cases SET secrecy = 'Restricted', updated_utc = (SELECT max(updated_utc) FROM cases) WHERE number = '{number}'");
        using (var services = county.Scope())
        {
            await services.ServiceProvider.GetRequiredService<SketchKeeper>().CatchUpAsync(services.ServiceProvider.GetRequiredService<CountyClock>().UtcNow, TimeSpan.FromDays(365), default);
            (await services.ServiceProvider.GetRequiredService<IMatterIndex>().FindAsync(draft.Text[..20], draft.Text, default)).ShouldBeEmpty();
        }

        (await county.CountAsync<SketchRun>()).ShouldBeLessThan(runs);
    }

    [DatabaseTheory]
    public async Task Intake_WhenTheIndexIsBroken_GoesOn(DatabaseKind kind)
    {
        var time = new FakeTime(ReadingCounty.Start);
        await using var county = await ReadingCounty.StartAsync(kind, time);
        var dispatcher = await county.AsAsync("county-dispatcher");
        await RegisterAsync(dispatcher, Title, Story, ReadingCounty.Village);
        await PairsAsync(county, time, 0, sketches: 1);
        await WriteAsync(county, "DROP TABLE insight_runs");
        var second = await RegisterAsync(dispatcher, Again, AgainStory, ReadingCounty.Village);
        (await SuggestAsync(dispatcher, Again, AgainStory)).Count.ShouldBeGreaterThan(0, "the village is looked at");
        (await ReadingCounty.PageAsync(dispatcher, $"/cases/{second}")).ShouldContain(Title);
        foreach (var (title, text) in new[] { ("12345678901", "0987654321"), ("啊啊啊啊", new string('啊', 5000)) })
        {
            await RegisterAsync(dispatcher, title, text, ReadingCounty.Village);
        }
    }

    private static async Task<JsonArray> SuggestAsync(HttpClient dispatcher, string title, string description)
    {
        var answer = await dispatcher.PostAsJsonAsync("/api/v1/cases/suggestions", new { title, description, grid = ReadingCounty.Village });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["similar"]!.AsArray();
    }

    private static async Task<string> RegisterAsync(HttpClient dispatcher, string title, string description, string place)
    {
        var answer = await dispatcher.PostAsJsonAsync("/api/v1/cases", new { title, description, channel = "hotline", location = new { grid = place }, reporter = new { name = "诉求人", phone = $"1380013{Interlocked.Increment(ref _phones):0000}" } });
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        return JsonNode.Parse(text)!["number"]!.GetValue<string>();
    }

    /// <summary>Waits for the outbox to have brought about so many pairs.</summary>
    private static async Task<List<SamePair>> PairsAsync(ReadingCounty county, FakeTime time, int pairs, int sketches = 0)
    {
        (await Eventually.HoldsAsync(async () =>
        {
            // The relay looks for messages by the server's clock, which stands still here.
            time.Advance(TimeSpan.FromSeconds(1));
            return await county.CountAsync<SamePair>() == pairs && await county.CountAsync<StoredSketch>() >= sketches;
        })).ShouldBeTrue();
        using var services = county.Scope();
        return await services.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<SamePair>().ToListAsync();
    }

    private static async Task<int> FillAsync(ReadingCounty county, int parts)
    {
        var filled = 0;
        for (var part = 0; part < parts; part++)
        {
            using var services = county.Scope();
            filled += await services.ServiceProvider.GetRequiredService<SketchKeeper>().FillAsync(default);
        }

        return filled;
    }

    private static Task WriteAsync(ReadingCounty county, string sql) =>
        county.Server.Services.GetRequiredService<CommitLane>().RunAloneAsync((session, ct) => session.ExecuteAsync(sql, ct), default);
}
