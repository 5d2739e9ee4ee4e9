using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>
/// Every operation of the API × every role × own, child, sibling, parent, other county, a unit that takes part, nobody × every state and secrecy.
/// What is expected is written in <see cref="Posted"/> and <see cref="Operation"/>; the operations are read from the document the server gives out.
/// </summary>
[Collection(HttpTests.Name)]
public sealed class AccessMatrixTests
{
    private const string Nowhere = "SJ2026030233990199999";

    [DatabaseTheory]
    public async Task EveryOperation_ForEveryRoleAndPlace_AnswersWhomTheSpecificationNames(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        await county.ImportAsync("regions", county.Files.Write("neighbour.csv", $"代码,名称,边界\n{Posted.OtherCounty},邻县,"));
        await county.ImportAsync("staff", county.Files.Write("posted.csv", "账号,姓名,岗位\n" + string.Join('\n', Posted.All.Select(p => p.Row))));
        var cases = await PlacedCases.PutAsync(
            county,
            [.. Enum.GetValues<CaseState>().Select(s => (s, CaseSecrecy.Ordinary)), (CaseState.Handling, CaseSecrecy.Sensitive), (CaseState.Handling, CaseSecrecy.Restricted)],
            readers: "leader");
        await AllAreListedAsync(county);

        var (wrong, asked) = (new ConcurrentBag<string>(), 0);
        await Parallel.ForEachAsync(Posted.All, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (who, _) =>
        {
            var person = (await county.AsAsync(who.Account)).Client;
            foreach (var (name, operation) in Operation.All)
            {
                foreach (var placed in operation.Door == Door.OfACase ? cases : cases[..1])
                {
                    var answer = await operation.AskAsync(person, placed.Number, placed.File, placed.Person);
                    Interlocked.Increment(ref asked);
                    if (!Fits(operation, who, placed, answer))
                    {
                        wrong.Add($"{name} as {who.Account}, {CaseCodes.Of(placed.Case.State)} {placed.Secrecy}: {(int)answer.Status} {answer.Text}");
                    }
                }
            }

            var listed = JsonNode.Parse((await Operation.All["ListCases"].AskAsync(person, "", Guid.Empty, Guid.Empty)).Text)!["items"]!.AsArray().Select(c => c!["number"]!.GetValue<string>());
            if (!listed.Order(StringComparer.Ordinal).SequenceEqual(cases.Where(c => who.Sees(c.Secrecy)).Select(c => c.Number).Order(StringComparer.Ordinal)))
            {
                wrong.Add($"ListCases as {who.Account} lists other cases than the specification says");
            }
        });
        wrong.ShouldBeEmpty($"{wrong.Count} of {asked}");
        asked.ShouldBeGreaterThan(9_000);

        // Who is named sees the restricted case, though nobody of the same role does.
        var restricted = cases[^1];
        (await (await county.AsAsync("leader")).GetAsync($"/api/v1/cases/{restricted.Number}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [DatabaseTheory]
    public async Task EveryOperation_WithoutAnAccount_AnswersOnlyWhatIsForAnybody(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        foreach (var (name, operation) in Operation.All)
        {
            var (status, _) = await operation.AskAsync(county.Anonymous.Client, Nowhere, Guid.Empty, Guid.Empty);
            (status == HttpStatusCode.Unauthorized).ShouldBe(operation.Door != Door.Anybody, name);
        }
    }

    private static bool Fits(Operation operation, Posted who, PlacedCase placed, (HttpStatusCode Status, string Text) answer) => operation.Door switch
    {
        Door.OfACase => who.Sees(placed.Secrecy)
            ? answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Unauthorized) && (int)answer.Status < 500
            : answer.Status == HttpStatusCode.NotFound && JsonNode.Parse(answer.Text)!["code"]!.GetValue<string>() == "cases.not-found" && !answer.Text.Contains(placed.Case.Title, StringComparison.Ordinal),
        Door.OfARight => (answer.Status == HttpStatusCode.Forbidden) != operation.Rights.Any(who.Has) && answer.Status != HttpStatusCode.Unauthorized && (int)answer.Status < 500,
        _ => answer.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && (int)answer.Status < 500,
    };

    /// <summary>An operation that the table does not know has nobody who says who may be answered.</summary>
    private static async Task AllAreListedAsync(County county)
    {
        var document = (await county.Anonymous.GetAsync("/openapi/v1.json")).Json;
        var described = document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()).Select(o => o.Value!["operationId"]!.GetValue<string>()).ToList();
        described.Except(Operation.All.Keys).ShouldBeEmpty("say in Operation.All who may be answered by these");
        Operation.All.Keys.Except(described).ShouldBeEmpty("these are no operations any more");
    }
}
