using System.Net;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.PersonalData;
using Fengqiao.Cases.Supervising;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Contracts.Cases;
using Fengqiao.Platform.Persistence;
using Fengqiao.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.CallingBack;

/// <summary>The link a reporter answers by: once, while it lasts, and telling nobody anything.</summary>
[Collection(HttpTests.Name)]
public sealed class CallBackLinkTests
{
    private static readonly (string, string)[] Unsolved = [("resolution", "unsolved"), ("satisfaction", "dissatisfied"), ("text", "灯还是不亮")];

    [DatabaseTheory]
    public async Task Link_IsNotUsedUpByLooking_AnswersOnce_AndUnsolvedReopens(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (number, task) = await Calls.WaitingAsync(county, title: "赵小明家门口路灯不亮");
        var link = Calls.LinkOf(county, task);
        (await Calls.TasksAsync(county, number)).Single().LinkHash.ShouldNotBeNull().ShouldNotContain(link[11..]);
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head, HttpMethod.Get])
        {
            await county.Anonymous.SendAsync(new HttpRequestMessage(method, link));
        }

        var page = await county.Anonymous.GetAsync(link);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Words().ShouldContain(number);
        foreach (var kept in (string[])["赵小明", "13800001234", "路灯不亮", "村口"])
        {
            page.Words().ShouldNotContain(kept);
        }

        (page.Message.Headers.CacheControl!.NoStore, page.Message.Headers.GetValues("Referrer-Policy").Single()).ShouldBe((true, "same-origin"), "the address is the key");
        var token = await county.Anonymous.TokenAsync(link);
        var refused = await county.Anonymous.SendFormAsync(token, link, ("_handler", "answer"), ("text", "没选"));
        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
        refused.Text.ShouldContain("id=\"f-resolution-error\"");

        // Sent twice at once and once more: one answer, and everybody is told that it has come.
        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => county.Anonymous.SendFormAsync(token, link, [("_handler", "answer"), .. Unsolved])));
        sent.ShouldAllBe(a => a.Status == HttpStatusCode.Found);
        (await county.Anonymous.SendFormAsync(token, link, [("_handler", "answer"), .. Unsolved])).Status.ShouldBe(HttpStatusCode.Found);
        (await county.Anonymous.GetAsync(link)).Words().ShouldSatisfyAllConditions(w => w.ShouldContain("已收到您的评价"), w => w.ShouldContain("退回承办单位"));
        var done = (await Calls.TasksAsync(county, number)).Single();
        (done.State, done.Way, done.Resolution, done.Words, done.EndedBy).ShouldBe((CallBackState.Done, CallBackWay.Link, Resolution.Unsolved, "灯还是不亮", "citizen"));
        (await Calls.StateAsync(county, number)).ShouldBe(CaseState.Handling);
        (await county.AuditAsync("case.call-back")).Count(line => line.StartsWith($"citizen {number} ", StringComparison.Ordinal)).ShouldBe(1);

        // Who was dissatisfied makes the unit be pressed, as after a call.
        using var scope = county.Server.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<LadderClimber>().ClimbAsync(default);
        (await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<Supervision>().Where(s => s.CaseId == done.CaseId).ToListAsync())
            .ShouldContain(s => s.Trigger == SupervisionTrigger.Dissatisfied);
    }

    [DatabaseTheory]
    public async Task Link_WhenExpiredUnknownOrAnsweredByPhone_SaysSoAndChangesNothing(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var caller = await county.AsAsync("callback");
        var (late, lateTask) = await Calls.WaitingAsync(county);
        var token = await county.Anonymous.TokenAsync(Calls.LinkOf(county, lateTask));
        var open = (await Calls.TasksAsync(county, late)).Single();
        await Calls.ChangeAsync(county, open with { LinkExpiresUtc = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(-1) });
        await SaysAsync(county, Calls.LinkOf(county, lateTask), "已过期");
        (await county.Anonymous.SendFormAsync(token, Calls.LinkOf(county, lateTask), [("_handler", "answer"), .. Unsolved])).Status.ShouldBe(HttpStatusCode.Found);
        (await Calls.TasksAsync(county, late)).Single().IsOpen.ShouldBeTrue("an expired link answers nothing");

        var (_, called) = await Calls.WaitingAsync(county);
        await caller.RecordAsync(called, Calls.Good).DoneAsync();
        await SaysAsync(county, Calls.LinkOf(county, called), "电话回访中评价过");
        (await county.Anonymous.SendFormAsync(token, Calls.LinkOf(county, called), [("_handler", "answer"), .. Unsolved])).Status.ShouldBe(HttpStatusCode.Found);

        await SaysAsync(county, "/call-back/AAAAAAAAAAAAAAAAAAAAAA", "链接无效");
        await SaysAsync(county, "/call-back/" + new string('x', 500), "链接无效");
        (await county.Anonymous.SendFormAsync(token, "/call-back/AAAAAAAAAAAAAAAAAAAAAA", [("_handler", "answer"), .. Unsolved])).Status.ShouldBe(HttpStatusCode.Found);

        // The other way round the caller is told.
        var (_, answered) = await Calls.WaitingAsync(county);
        await county.Anonymous.PostFormAsync(Calls.LinkOf(county, answered), "answer", ("resolution", "solved"), ("satisfaction", "satisfied"));
        (await caller.RecordAsync(answered, Calls.Good)).Code.ShouldBe("call-back.link-used");

        // Who left no number is sent none.
        var (silent, none) = await Calls.WaitingAsync(county, phone: null);
        (await Calls.TasksAsync(county, silent)).Single().LinkHash.ShouldBeNull();
        await SaysAsync(county, Calls.LinkOf(county, none), "链接无效");
        using var scope = county.Server.Services.CreateScope();
        (await scope.ServiceProvider.GetRequiredService<ICallBackLinks>().PathAsync(open.CaseId, default)).ShouldBeNull("nobody is sent a link that has expired");
    }

    [DatabaseTheory]
    public async Task Link_OfAnErasedReporter_OpensNothing_AndTheCallBackStays(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (number, task) = await Calls.WaitingAsync(county);
        using var scope = county.Server.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<FengqiaoDb>();
        var on = await db.Set<Case>().SingleAsync(c => c.Number == number);
        var people = await db.Set<CasePerson>().Where(p => p.CaseId == on.Id).ToListAsync();
        var plan = await scope.ServiceProvider.GetRequiredService<PersonEraser>().PlanAsync(on, people, Erasure.Asked, default);
        (await scope.ServiceProvider.GetRequiredService<CommitLane>().WriteAsync(plan.Commit, CommitOrigin.System("test"), default)).IsSuccess.ShouldBeTrue();
        await SaysAsync(county, Calls.LinkOf(county, task), "链接无效");
        var kept = (await Calls.TasksAsync(county, number)).Single();
        (kept.IsOpen, kept.LinkHash, kept.LinkExpiresUtc).ShouldBe((true, null, null));
    }

    private static async Task SaysAsync(County county, string link, string words)
    {
        var page = await county.Anonymous.GetAsync(link);
        page.Status.ShouldBe(HttpStatusCode.Gone, link);
        page.Words().ShouldContain(words);
    }
}
