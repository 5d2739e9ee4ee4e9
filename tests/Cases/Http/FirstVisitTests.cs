using System.Net;
using System.Text.RegularExpressions;
using Fengqiao.Contracts;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Http;

/// <summary>The guide of the first visit: for every role, with open doors only, until it is put away.</summary>
[Collection(HttpTests.Name)]
public sealed partial class FirstVisitTests
{
    [DatabaseTheory]
    public async Task Guide_OfEachRole_LeadsToPagesItMayOpen(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        foreach (var role in Roles.Ordered)
        {
            var person = await county.AsAsync(role);
            var steps = Guide(await person.GetAsync("/work"));
            Step().Count(steps).ShouldBeInRange(3, 4, role);
            var links = Link().Matches(steps).Select(match => WebUtility.HtmlDecode(match.Groups["href"].Value)).ToList();
            links.ShouldNotBeEmpty(role);
            foreach (var link in links)
            {
                (await person.GetAsync(link)).Status.ShouldBe(HttpStatusCode.OK, $"{role}: {link}");
            }
        }
    }

    [DatabaseTheory]
    public async Task Guide_WhenPutAway_StaysAwayFromItsReaderAloneUntilCalledBack(DatabaseKind kind)
    {
        var county = await County.SharedAsync(kind);
        var reader = await county.AsAsync("other-handler");
        (await reader.SubmitAsync("/work", "/work/guide", ("show", "false"), ("_key", NewKey()))).Message.Headers.Location!.ToString().ShouldBe("/work");
        Guide(await reader.GetAsync("/work")).ShouldBeEmpty();
        Guide(await (await county.AsAsync("handler")).GetAsync("/work")).ShouldNotBeEmpty();

        await reader.SubmitAsync("/account", "/work/guide", ("show", "true"), ("_key", NewKey()));
        Guide(await reader.GetAsync("/work")).ShouldNotBeEmpty();
    }

    private static string NewKey() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");

    private static string Guide(Answer page)
    {
        page.Status.ShouldBe(HttpStatusCode.OK, page.Text);
        return Steps().Match(page.Text).Value;
    }

    [GeneratedRegex("<ol class=\"fq-guide-steps\">.*?</ol>", RegexOptions.Singleline, 1000)]
    private static partial Regex Steps();

    [GeneratedRegex("<li>", RegexOptions.None, 1000)]
    private static partial Regex Step();

    [GeneratedRegex("<a href=\"(?<href>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
