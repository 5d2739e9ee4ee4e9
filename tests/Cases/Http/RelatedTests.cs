using System.Net;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>What the page of a case says belongs with it, and to whom.</summary>
[Collection(HttpTests.Name)]
public sealed class RelatedTests
{
    [DatabaseTheory]
    public async Task SameReporter_IsShownToWhoMayKnowThePerson_AndNotToTheUnitThatMayNot(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var (dispatcher, handler) = (await county.AsAsync("county-dispatcher"), await county.AsAsync("handler"));
        const string phone = "13780001111";
        var earlier = await dispatcher.RegisterAsync("去年占道的事", reporter: new { phone, secret = true }, category: "01", location: new { grid = County.OtherVillage });
        var number = await dispatcher.RegisterAsync("今年又占道", reporter: new { phone, secret = true }, category: "01");
        foreach (var each in (string[])[earlier, number])
        {
            await dispatcher.MovesAsync(each, ("dispatch", new { leadUnit = "D05" }));
        }

        (await RelatedAsync(dispatcher, number)).ShouldContain(earlier);

        // Both cases are the unit's own, but the reporter asked for secrecy.
        (await handler.GetAsync($"/cases/{earlier}")).Status.ShouldBe(HttpStatusCode.OK);
        (await RelatedAsync(handler, number)).ShouldNotContain(earlier);
    }

    [DatabaseTheory]
    public async Task Merged_AreLinkedBothWays_ForThoseWhoSeeBoth(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var dispatcher = await county.AsAsync("county-dispatcher");
        var into = await dispatcher.RegisterAsync("主件", category: "01", location: new { grid = County.OtherVillage });
        await dispatcher.MovesAsync(into, ("dispatch", new { leadUnit = "D05" }));
        var from = await dispatcher.RegisterAsync("并过来的", category: "01", location: new { grid = County.Grid });
        await dispatcher.MovesAsync(from, ("merge", new { into }));

        (await RelatedAsync(dispatcher, into)).ShouldContain(from);
        (await RelatedAsync(dispatcher, from)).ShouldContain(into);

        // The unit has the one it was given; the other never was its own.
        (await RelatedAsync(await county.AsAsync("handler"), into)).ShouldNotContain(from);
    }

    /// <summary>The card of related cases, the last of the page, where there is one.</summary>
    private static async Task<string> RelatedAsync(Api person, string number)
    {
        var page = await person.GetAsync($"/cases/{number}");
        page.Status.ShouldBe(HttpStatusCode.OK);
        var start = page.Text.IndexOf("id=\"related\"", StringComparison.Ordinal);
        return start < 0 ? "" : page.Text[start..];
    }
}
