using System.Net;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.PersonalData;

/// <summary>Unmasking is limited in number: whoever wants all numbers of a county does not get them one by one.</summary>
[Collection(HttpTests.Name)]
public sealed class UnmaskingTests
{
    private const int PerDay = 5;

    [DatabaseTheory]
    public async Task Reveal_AtTheSameMoment_GivesNoMoreThanTheDayAllows_AndTheNextDayAgain(DatabaseKind kind)
    {
        var time = new FakeTime();
        await using var county = await County.StartAsync(kind, time, unmaskingsPerDay: PerDay);
        var clerk = await county.AsAsync("county-dispatcher");
        var number = await clerk.RegisterAsync(reporter: new { name = "方德明", phone = "13912340009" });
        var person = (await clerk.GetAsync($"/api/v1/cases/{number}")).Json["people"]!.AsArray().Single()!["id"]!.GetValue<string>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RevealAsync(clerk, number, person)));

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(PerDay);
        answers.Where(a => a.Status != HttpStatusCode.OK).ShouldAllBe(a => a.Status == HttpStatusCode.TooManyRequests && a.Code == "personal-data.unmasking-limit" && !a.Text.Contains("13912340009"));
        answers.Where(a => a.Status == HttpStatusCode.OK).Select(a => a.Json["left"]!.GetValue<int>()).Order().ShouldBe([0, 1, 2, 3, 4]);
        (await county.AuditAsync("person.reveal")).Count.ShouldBe(PerDay);

        time.Advance(TimeSpan.FromDays(1));
        (await RevealAsync(clerk, number, person)).Json["phone"]!.GetValue<string>().ShouldBe("13912340009");
    }

    private static Task<Answer> RevealAsync(Api clerk, string number, string person) =>
        clerk.PostAsync($"/api/v1/cases/{number}/people/{person}/reveal", new { reason = "核对号码" });
}
