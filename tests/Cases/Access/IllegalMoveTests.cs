using System.Net;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>Every move that is not offered, asked for all the same, by everybody, in the states a case goes through.</summary>
[Collection(HttpTests.Name)]
public sealed class IllegalMoveTests
{
    private static readonly string[] People = ["grid-worker", "other-town", "county-dispatcher", "handler", "verifier", "callback", "leader", "system-admin"];

    /// <summary>From taking in to closing, and who makes each step.</summary>
    private static readonly (string Who, string Move, object? Body)[] Way =
    [
        ("county-dispatcher", "dispatch", new { leadUnit = "D05" }), ("handler", "sign", null), ("handler", "submit", new { text = "已处理" }), ("verifier", "verify", null),
        ("callback", "call-back", new { resolution = "solved", satisfaction = "satisfied" }), ("callback", "close", null),
    ];

    [DatabaseTheory]
    public async Task Moves_ThatAreNotOffered_AreRefused_AndChangeNothing(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var number = await dispatcher.RegisterAsync();
        string[] moves = [.. Enum.GetValues<CaseMove>().Select(move => CaseCodes.Of(move))];
        var asked = 0;
        for (var step = 0; step <= Way.Length; step++)
        {
            var version = await dispatcher.VersionAsync(number);
            var before = await StoryAsync(dispatcher, number);
            foreach (var account in People)
            {
                var person = await county.AsAsync(account);
                var possible = await person.GetAsync($"/api/v1/cases/{number}/moves");
                var offered = possible.Status == HttpStatusCode.OK ? possible.Json["items"]!.AsArray().Select(m => m!["move"]!.GetValue<string>()).ToHashSet() : [];
                foreach (var move in moves.Where(m => !offered.Contains(m)))
                {
                    var answer = await person.MoveAsync(number, move, version, Everything);
                    ((int)answer.Status).ShouldBeOneOf([400, 403, 404, 409, 422], $"{account} {move} at step {step}: {answer.Text}");
                    asked++;
                }
            }

            (await dispatcher.VersionAsync(number)).ShouldBe(version);
            (await StoryAsync(dispatcher, number)).ShouldBe(before);
            if (step < Way.Length)
            {
                var (who, move, body) = Way[step];
                await (await county.AsAsync(who)).MovesAsync(number, (move, body));
            }
        }

        asked.ShouldBeGreaterThan(600);
    }

    /// <summary>Everything the API says of the case.</summary>
    private static async Task<string> StoryAsync(Api reader, string number) =>
        (await reader.GetAsync($"/api/v1/cases/{number}")).Text + (await reader.GetAsync($"/api/v1/cases/{number}/timeline")).Text;

    /// <summary>Whatever a move may ask for, so that none is refused for a field that is missing.</summary>
    private static object Everything => new { text = "越权", leadUnit = "D05", reason = "unclear", resolution = "solved", satisfaction = "satisfied", category = "01" };
}
