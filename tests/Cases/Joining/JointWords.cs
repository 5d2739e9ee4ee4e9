using System.Net;
using Fengqiao.Cases.Tests.Http;

namespace Fengqiao.Cases.Tests.Joining;

/// <summary>Writes a name into every text that joint handling has, over a case dispatched to D05.</summary>
internal static class JointWords
{
    public static async Task PlantAsync(County county, string number, string name)
    {
        var (town, lead, unit) = (await county.AsAsync("town-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("other-handler"));
        await TasksAsync(town, lead, unit, number, name);
        await WhistlesAsync(town, lead, number, name);
        await SessionsAsync(town, lead, number, name);
        var path = $"/api/v1/cases/{number}/sponsor";
        await DoAsync(town, path, 0, new { account = "leader", reason = $"{name}多次上访" });
        await DoAsync(town, path, 0, new { reason = $"{name}已息访" });
    }

    private static async Task TasksAsync(Api town, Api lead, Api unit, string number, string name)
    {
        var asked = await DoAsync(town, $"/api/v1/cases/{number}/assists", 0, new { unit = "D06", text = $"{name}家的水" });
        var task = $"/api/v1/assists/{asked.Json["id"]!.GetValue<Guid>()}";
        await DoAsync(unit, $"{task}/reply", 1, new { text = $"已到{name}家" });
        await DoAsync(lead, $"{task}/send-back", 2, new { text = $"{name}说没有来" });
        await DoAsync(town, $"{task}/release", 3, new { text = $"{name}自己处理" });
    }

    private static async Task WhistlesAsync(Api town, Api lead, string number, string name)
    {
        var whistle = await DoAsync(town, $"/api/v1/cases/{number}/whistles", 0, new { place = $"{name}家门口", reason = $"{name}家进水", units = new[] { "D05", "D06" } });
        var calls = whistle.Json["calls"]!.AsArray().ToDictionary(c => c!["unit"]!["code"]!.GetValue<string>(), c => $"/api/v1/whistle-calls/{c!["id"]!.GetValue<Guid>()}");
        await DoAsync(lead, $"{calls["D05"]}/answer", 1, new { text = $"{name}家已抽水" });
        await DoAsync(lead, $"{calls["D05"]}/score-call", 2, new { text = $"{name}不在家", score = 3 });
        await DoAsync(town, $"{calls["D05"]}/score-unit", 3, new { text = $"{name}说好", score = 5 });
        await DoAsync(town, $"{calls["D06"]}/call-off", 1, new { text = $"{name}说不用了" });
    }

    private static async Task SessionsAsync(Api town, Api lead, string number, string name)
    {
        object Planned() => new { start = "2026-03-09T09:00", place = $"{name}家", subject = $"{name}与邻居", units = new[] { "D05" } };
        var held = await DoAsync(town, $"/api/v1/cases/{number}/sessions", 0, Planned());
        var session = $"/api/v1/sessions/{held.Json["id"]!.GetValue<Guid>()}";
        await DoAsync(lead, $"{session}/opinion", 1, new { unit = "D05", text = $"{name}应先停工" });
        await DoAsync(town, $"{session}/hold", 2, new { text = $"{name}到会", conclusion = $"{name}同意" });
        var off = await DoAsync(town, $"/api/v1/cases/{number}/sessions", 0, Planned());
        await DoAsync(town, $"/api/v1/sessions/{off.Json["id"]!.GetValue<Guid>()}/cancel", 1, new { text = $"{name}不来" });
    }

    private static async Task<Answer> DoAsync(Api person, string path, int version, object body)
    {
        var answer = await person.PostAsync(path, body, ("If-Match", $"\"{version}\""));
        answer.Status.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.NoContent], $"{path}: {answer.Text}");
        return answer;
    }
}
