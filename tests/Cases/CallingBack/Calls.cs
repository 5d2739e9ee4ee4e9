using System.Net;
using Fengqiao.Cases.CallingBack;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Cases.Tests.CallingBack;

/// <summary>Cases that wait for call-back, and the two ways in which they are answered.</summary>
internal static class Calls
{
    public static readonly object Good = new { resolution = "solved", satisfaction = "satisfied" };

    /// <summary>A case that was verified, and its task.</summary>
    public static async Task<(string Number, Guid Task)> WaitingAsync(County county, string? phone = "13800001234", string? title = null)
    {
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync(title, category: "01", reporter: phone is null ? null : new { name = "赵小明", phone, anonymous = false, secret = false });
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05" }));
        var handler = await county.AsAsync("handler");
        await handler.MovesAsync(number, ("sign", null), ("contact", new { text = "已联系" }), ("submit", new { text = "路灯已修好" }));
        await (await county.AsAsync("verifier")).MovesAsync(number, ("verify", null));
        return (number, (await TasksAsync(county, number)).Single(t => t.IsOpen).Id);
    }

    public static async Task<List<CallBackTask>> TasksAsync(County county, string number)
    {
        using var scope = county.Server.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<FengqiaoDb>();
        var id = await db.Set<Case>().Where(c => c.Number == number).Select(c => c.Id).SingleAsync();
        return await db.Set<CallBackTask>().Where(t => t.CaseId == id).OrderBy(t => t.Round).ToListAsync();
    }

    public static async Task<CaseState> StateAsync(County county, string number)
    {
        using var scope = county.Server.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<Case>().Where(c => c.Number == number).Select(c => c.State).SingleAsync();
    }

    public static string LinkOf(County county, Guid task)
    {
        using var scope = county.Server.Services.CreateScope();
        return "/call-back/" + CallBackLinks.TokenOf(scope.ServiceProvider.GetRequiredService<PersonVault>(), task);
    }

    /// <summary>Writes a task as time would have left it.</summary>
    public static async Task ChangeAsync(County county, CallBackTask task)
    {
        var lane = county.Server.Services.GetRequiredService<CommitLane>();
        (await lane.WriteAsync(new Commit().Upsert(task).WithoutAudit("a test"), CommitOrigin.System("test"), default)).IsSuccess.ShouldBeTrue();
    }

    public static Task<Answer> RecordAsync(this Api caller, Guid task, object result) => caller.PostAsync($"/api/v1/callbacks/{task}/result", result);

    public static async Task<Answer> DoneAsync(this Task<Answer> asked)
    {
        var answer = await asked;
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Text);
        return answer;
    }
}
