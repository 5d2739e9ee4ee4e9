using System.Globalization;
using System.Net;
using System.Text.Json;
using Fengqiao.Host.Demo.Pictures;

namespace Fengqiao.Host.Demo.Live;

/// <summary>Does what people do: reports a matter, looks at a desk, opens a case, makes a move.</summary>
internal sealed class LiveDesk(LiveClient client, LiveStaff staff, LiveFigures figures, IReadOnlySet<string> categoriesWithPhotos)
{
    private const string Centre = Organization.CountyCentre;

    /// <summary>Takes a written matter in through its channel.</summary>
    /// <returns>Number and tracking code; null where it was not taken in.</returns>
    public async Task<(string Number, string Code)?> ReportAsync(DemoCase made, Dice dice, CancellationToken ct)
    {
        var reporter = made.Reporter;
        var isCitizen = made.Channel == DemoChannels.CitizenWeb;
        var answer = isCitizen
            ? await client.PostAsync("/api/v1/reports", null, new
            {
                made.Title,
                made.Description,
                category = dice.Chance(0.6) ? made.CategoryCode : null,
                made.PeopleConcerned,
                made.Point.Latitude,
                made.Point.Longitude,
                made.Address,
                region = made.GridCode,
                reporter?.Name,
                reporter?.Phone,
                anonymous = reporter?.Anonymous ?? false,
                secret = reporter?.Secret ?? false,
            }, ct)
            : await client.PostAsync("/api/v1/cases", await RegistrarAsync(made, dice), new
            {
                made.Title,
                made.Description,
                made.Channel,
                category = made.CategoryCode,
                made.Urgency,
                made.PeopleConcerned,
                location = new { made.Point.Latitude, made.Point.Longitude, made.Address, grid = made.GridCode },
                reporter = new { reporter?.Name, reporter?.Phone, anonymous = reporter?.Anonymous ?? false, secret = reporter?.Secret ?? false },
            }, ct);
        return Counted(answer, isCitizen ? "report" : "register") ? (answer.Text("number"), answer.Text("trackingCode")) : null;
    }

    /// <summary>Every open case, as a county dispatcher sees them.</summary>
    public async Task<List<JsonElement>> ListOpenAsync(Dice dice, CancellationToken ct)
    {
        var token = await TokenAsync(DemoRoles.CountyDispatcher, Centre, dice);
        var open = new List<JsonElement>();
        var page = 0;
        while (true)
        {
            page++;
            var answer = await client.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/cases?state=open&pageSize=100&page={page}&sort=registered"), token, ct);
            if (!Counted(answer, "list", reads: true))
                return open;
            var items = answer.Body.GetProperty("items");
            open.AddRange(items.EnumerateArray());
            if (items.GetArrayLength() < 100)
                return open;
        }
    }

    /// <summary>Makes the step if it can be made; otherwise it is left out, as by somebody who finds the case already elsewhere.</summary>
    public async Task MoveAsync(LiveCase on, DemoStep step, CancellationToken ct)
    {
        if (IsReporters(on, step))
        {
            await MoveAsReporterAsync(on, step, ct);
            return;
        }

        foreach (var account in ActorsFor(on, step))
        {
            if (await staff.TokenAsync(account) is { } token && await TryAsync(on, step, account, token, ct))
                return;
        }
        on.Misses++;
        on.Done(step);
    }

    private async Task<bool> TryAsync(LiveCase on, DemoStep step, string account, string token, CancellationToken ct)
    {
        if (on.Dice.Chance(0.3))
            Counted(await client.GetAsync(on.Dice.Pick(["/api/v1/work", "/api/v1/cases?pageSize=25", "/api/v1/cases?queue=due-soon&pageSize=25", "/api/v1/notices"]), token, ct), "look", reads: true);
        var path = $"/api/v1/cases/{on.Number}";
        var moves = await client.GetAsync(path + "/moves", token, ct);
        // Out of sight looks like absent: another desk's by now.
        if (moves.Status == HttpStatusCode.NotFound)
            return false;
        if (!Counted(moves, "open", reads: true))
        {
            on.Done(step);
            return true;
        }
        on.State = moves.Text("state");
        if (!moves.Body.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("move").GetString() == step.Move))
            return false;
        if (on.Dice.Chance(0.4))
            Counted(await client.GetAsync(on.Dice.Chance(0.5) ? path : path + "/timeline", token, ct), "look", reads: true);
        if (step.Move == DemoMoves.Submit && categoriesWithPhotos.Contains(on.Script.CategoryCode))
            await UploadAsync(on, path, token, ct);
        var answer = await client.PostAsync($"{path}/moves/{step.Move}", token, BodyOf(on, step), ct, $"\"{moves.Text("version")}\"");
        Finish(on, step, answer);
        if (answer.IsGood)
            on.Handler = step.Move == DemoMoves.Sign ? account : step.Move == DemoMoves.Dispatch ? null : on.Handler;
        return true;
    }

    private async Task UploadAsync(LiveCase on, string path, string token, CancellationToken ct)
    {
        var drawing = Drawings.For(on.Script.CategoryCode) ?? "road";
        var number = on.Dice.Between(0, int.MaxValue - 1);
        foreach (var stage in (string[])[DemoStages.Before, DemoStages.After])
            Counted(await client.UploadAsync(path + "/attachments", token, stage, Drawings.Draw(new DemoPicture(stage, drawing, number, null, default)), ct), "attach");
    }

    private async Task MoveAsReporterAsync(LiveCase on, DemoStep step, CancellationToken ct)
    {
        var tracked = await client.PostAsync("/api/v1/tracking", null, new { on.Number, code = on.TrackingCode }, ct);
        if (!Counted(tracked, "track", reads: true) || !tracked.Body.GetProperty("moves").EnumerateArray().Any(move => move.GetString() == step.Move))
        {
            on.Done(step);
            return;
        }
        var body = new { on.Number, code = on.TrackingCode, step.Text, step.Satisfaction };
        Finish(on, step, await client.PostAsync($"/api/v1/tracking/moves/{step.Move}", null, body, ct));
    }

    private void Finish(LiveCase on, DemoStep step, LiveAnswer answer)
    {
        if (answer.Status == HttpStatusCode.Conflict && answer.Text("code") == "platform.outdated")
        {
            // Somebody was first. The next look shows what they did.
            figures.GaveWay();
            on.State = answer.Text("currentState") is { Length: > 0 } state ? state : on.State;
            return;
        }
        on.Done(step);
        if (!Counted(answer, step.Move))
            return;
        on.State = answer.Text("state");
        if (step.Move == DemoMoves.Dispatch)
            on.LeadUnit = TargetOf(on, step);
    }

    private static bool IsReporters(LiveCase on, DemoStep step) =>
        on.TrackingCode is { Length: > 0 } && (step.Move == DemoMoves.Rate || (step.Role == DemoRoles.Citizen && step.Move is DemoMoves.Withdraw or DemoMoves.Reopen));

    /// <summary>Who could make the step, the likeliest first.</summary>
    private IEnumerable<string> ActorsFor(LiveCase on, DemoStep step)
    {
        var dice = on.Dice;
        string?[] able = step.Move switch
        {
            DemoMoves.Rate => [],
            DemoMoves.Sign or DemoMoves.Contact or DemoMoves.Progress or DemoMoves.Submit or DemoMoves.RequestReturn =>
                [on.Handler, on.LeadUnit is { } lead ? staff.Find(DemoRoles.Handler, lead, dice) : null],
            DemoMoves.Verify => [staff.Find(DemoRoles.Verifier, Centre, dice)],
            DemoMoves.SendBack when on.State == "submitted" => [staff.Find(DemoRoles.Verifier, Centre, dice)],
            DemoMoves.SendBack or DemoMoves.CallBack or DemoMoves.Close => [staff.Find(DemoRoles.CallBack, Centre, dice)],
            _ => [step.Role == DemoRoles.TownDispatcher ? step.Account : null, staff.Find(DemoRoles.CountyDispatcher, Centre, dice)],
        };
        return able.OfType<string>().Distinct(StringComparer.Ordinal);
    }

    private static object BodyOf(LiveCase on, DemoStep step) => new
    {
        text = step.Route is null ? step.Text ?? Plain(step.Move) : $"{step.Text}{Environment.NewLine}{step.Route}",
        leadUnit = step.Move == DemoMoves.Dispatch ? TargetOf(on, step) : null,
        assistingUnits = step.Move == DemoMoves.Dispatch ? step.AssistingUnitCodes : null,
        without = step.Move == DemoMoves.Submit ? "协办单位已现场配合，情况已当面沟通。" : null,
        category = step.Move == DemoMoves.Dispatch ? on.Script.CategoryCode : null,
        resolution = step.Move == DemoMoves.CallBack ? step.Outcome ?? "solved" : null,
        satisfaction = step.Move == DemoMoves.CallBack ? step.Satisfaction ?? "satisfied" : null,
    };

    private static string TargetOf(LiveCase on, DemoStep step) => step.TargetUnitCode
        ?? on.Script.Steps.LastOrDefault(other => other.Move == DemoMoves.Dispatch)?.TargetUnitCode
        ?? Organization.TownCentre(on.Script.GridCode);

    // For moves the script did not foresee.
    private static string Plain(string move) => move switch
    {
        DemoMoves.Progress => "已到现场查看，正在办理。",
        DemoMoves.Submit => "已办理完毕，现场已恢复，请核查。",
        DemoMoves.SendBack => "请补充办理情况后重新提交。",
        _ => "按程序办理。",
    };

    private async Task<string?> RegistrarAsync(DemoCase made, Dice dice)
    {
        var step = made.Steps[0];
        var account = step.Role is DemoRoles.GridWorker or DemoRoles.TownDispatcher or DemoRoles.CountyDispatcher ? step.Account : null;
        return await staff.TokenAsync(account ?? staff.Find(DemoRoles.CountyDispatcher, Centre, dice)!);
    }

    private Task<string?> TokenAsync(string role, string unit, Dice dice) => staff.TokenAsync(staff.Find(role, unit, dice)!);

    /// <param name="reads">Nothing was changed: a request, but no act.</param>
    private bool Counted(LiveAnswer answer, string act, bool reads = false)
    {
        if (answer.IsGood && !reads)
            figures.Did(act);
        if (!answer.IsGood)
            figures.Failed($"{act}: {(answer.Text("code") is { Length: > 0 } code ? code : ((int)answer.Status).ToString(CultureInfo.InvariantCulture))}");
        return answer.IsGood;
    }
}
