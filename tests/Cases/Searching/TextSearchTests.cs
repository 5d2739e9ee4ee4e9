using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Ledger;
using Fengqiao.Cases.Listing;
using Fengqiao.Cases.Searching;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Tests.Domain;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.Contracts;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Search;
using Fengqiao.TestKit;
using Microsoft.Extensions.DependencyInjection;
using DatabaseKind = Fengqiao.TestKit.DatabaseKind;

namespace Fengqiao.Cases.Tests.Searching;

/// <summary>The index only says where it is worth looking: what is found equals a reading of all texts.</summary>
[Collection(HttpTests.Name)]
public sealed class TextSearchTests
{
    private const int Cases = 300;
    private const int Questions = 120;

    /// <summary>Few characters, so that texts hold the pairs of a word without the word; widths, cases, digits, signs and what folds into two.</summary>
    private static readonly string[] Letters = ["停", "车", "难", "电", "梯", "电", "车", "a", "A", "Ａ", "b", "1", "１", "2", "，", "。", " ", "-", "㎡", "ﬁ", "é", "ß", "İ", "𠮷"];

    [DatabaseTheory]
    public async Task Find_ForRandomTermsOfTwoToFourCharacters_EqualsReadingAllTexts(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        using var scope = county.Server.Services.CreateScope();
        var random = new Random(20261122);
        var texts = Enumerable.Range(1, Cases).ToDictionary(i => i, _ => (Title: "T" + Text(random, 1, 8), Description: Text(random, 1, 25)));
        var commit = new Commit();
        foreach (var (i, (title, description)) in texts)
        {
            commit.Insert(Taken(i, title, description)).Index("case_search", () => i, CharacterPairs.Of(title, description));
        }

        await scope.ServiceProvider.GetRequiredService<CommitLane>().WriteAsync(commit.WithoutAudit("a test"), CommitOrigin.System("test"), default);
        var actor = new Actor(World.NewId(), "reader", "", [new Post("any", World.OtherUnit, Kernel.RegionCode.Parse(World.County), new HashSet<string> { Rights.CasesReadArea })]);
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor;
        var (some, none) = (0, 0);
        for (var n = 0; n < Questions; n++)
        {
            var words = random.Next(4) == 0 ? $"{Text(random, 2, 3)} {Text(random, 2, 4)}" : Text(random, 2, 5);
            var terms = CharacterPairs.Terms(words);
            if (terms.Count == 0)
            {
                continue;
            }

            int[] expected = [.. texts.Where(t => terms.All(term => Fold(t.Value.Title).Contains(term, StringComparison.Ordinal) || Fold(t.Value.Description).Contains(term, StringComparison.Ordinal)))
                .Select(t => t.Key).OrderDescending()];
            var found = await scope.ServiceProvider.GetRequiredService<CaseFinder>().FindAsync(new CaseFilter { Q = words }, LedgerSort.Newest, 0, 200, default);
            found.Value.Sequences.ShouldBe(expected.Take(200), $"'{words}'");
            found.Value.Total.ShouldBe(expected.Length, words);

            // The same where PostgreSQL looks at a handful and then asks its index, and among a part of the cases only.
            int[] candidates = [.. Enumerable.Range(1, Cases).Where(_ => random.Next(3) > 0)];
            var bits = new SequenceBits(Cases);
            Array.ForEach(candidates, bits.Add);
            var few = new TextSearch(
                new TextIndex(scope.ServiceProvider.GetRequiredService<FengqiaoDb>(), scope.ServiceProvider.GetRequiredService<DatabaseOptions>()) { FirstLook = 3, MostLooks = 13, Few = 0 },
                scope.ServiceProvider.GetRequiredService<CaseAccess>(), scope.ServiceProvider.GetRequiredService<CurrentActor>());
            (await few.FindAsync(terms, bits, 7, default)).ShouldBe(expected.Intersect(candidates).Take(7), words);
            _ = expected.Length > 0 ? some++ : none++;
        }

        some.ShouldBeGreaterThan(30);
        none.ShouldBeGreaterThan(5);
    }

    private static string Fold(string text) => CharacterPairs.Fold(text);

    private static string Text(Random random, int shortest, int longest) =>
        string.Concat(Enumerable.Range(0, random.Next(shortest, longest + 1)).Select(_ => Letters[random.Next(Letters.Length)]));

    private static Case Taken(int sequence, string title, string description) => new Case
    {
        Id = World.NewId(),
        Sequence = sequence,
        Number = $"SJ20260302339901{sequence:00000}",
        Title = title,
        Description = description,
        Channel = Channel.Hotline,
        Urgency = Urgency.Normal,
        PeopleConcerned = 1,
        Wish = ReporterWish.Open,
        Place = World.Grid,
        Desk = World.County,
        FirstReceiver = "receiver",
        ReceivedUtc = World.Monday,
        RegisteredUtc = World.Monday,
    }.Begin(null);
}
