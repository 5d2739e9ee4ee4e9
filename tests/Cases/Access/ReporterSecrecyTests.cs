using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Fengqiao.Cases.Tests.Http;
using Fengqiao.TestKit;

namespace Fengqiao.Cases.Tests.Access;

/// <summary>
/// The unit complained about handles the case, and learns from no channel who complained: planted name, telephone and file name are looked for
/// in everything its people can be answered.
/// </summary>
[Collection(HttpTests.Name)]
public sealed class ReporterSecrecyTests
{
    private const string Name = "欧阳不可说";
    private const string Phone = "13955550123";
    private static readonly string[] Planted = [Name, "欧阳", Phone, "5550123", "*0123", "身份材料"];

    [DatabaseTheory]
    public async Task Reporter_IsToldToNobodyOfTheUnitComplainedAbout_ThroughAnyChannel(DatabaseKind kind)
    {
        await using var county = await County.StartAsync(kind);
        await county.ImportAsync("staff", county.Files.Write("inside.csv", "账号,姓名,岗位\ninside,秦内部,county-dispatcher@D05@339901;callback@D05@339901;handler@D05@339901"));
        var (dispatcher, handler, inside) = (await county.AsAsync("town-dispatcher"), await county.AsAsync("handler"), await county.AsAsync("inside"));
        var number = await dispatcher.RegisterAsync("执法态度问题", "城管执法人员态度粗暴", reporter: new { name = Name, phone = Phone });
        (await dispatcher.AttachAsync(number, Pictures.Png, $"{Name}身份材料.png", "report")).Status.ShouldBe(HttpStatusCode.Created);
        (await (await county.AsAsync("county-dispatcher")).PostAsync(
            $"/api/v1/cases/{number}/secrecy", new { secrecy = "ordinary", reason = "被投诉单位回避", aboutUnit = "D05" }, ("If-Match", "\"1\""))).Status.ShouldBe(HttpStatusCode.OK);
        await dispatcher.MovesAsync(number, ("dispatch", new { leadUnit = "D05", assistingUnits = new[] { "D06" } }));
        (await dispatcher.PostAsync($"/api/v1/cases/{number}/comments", new { text = "请回避", units = new[] { "D05" } })).Status.ShouldBe(HttpStatusCode.Created);

        // Whoever talks to the reporter still knows them: what is looked for is there to be found.
        var known = await (await county.AsAsync("county-dispatcher")).GetAsync($"/api/v1/cases/{number}");
        known.Text.ShouldContain("身份材料");
        known.Json["people"]!.AsArray()[0]!["phone"]!.GetValue<string>().ShouldEndWith("0123");

        foreach (var (account, person) in new[] { ("handler", handler), ("inside", inside) })
        {
            var view = (await person.GetAsync($"/api/v1/cases/{number}")).Json;
            var (file, who) = (view["attachments"]!.AsArray()[0]!["id"]!.GetValue<string>(), view["people"]!.AsArray()[0]!["id"]!.GetValue<string>());
            view["people"]!.AsArray()[0]!["canReveal"]!.GetValue<bool>().ShouldBeFalse(account);
            string[] pages =
            [
                $"/api/v1/cases/{number}", $"/api/v1/cases/{number}/timeline", $"/api/v1/cases/{number}/moves", $"/api/v1/cases/{number}/comments", $"/api/v1/cases/{number}/attachments/{file}",
                $"/api/v1/cases?q={number}", "/api/v1/notices", "/api/v1/work", $"/cases/{number}", $"/cases/{number}/drawer", $"/cases/{number}/moves/submit", $"/cases/{number}/files/{file}",
                $"/cases/{number}/papers/slip", $"/cases/{number}/papers/whole", $"/cases/{number}/papers/slip.docx", $"/cases/{number}/papers/whole.docx",
                "/work", "/cases", "/cases?view=map", "/cases/points", $"/search?q={Uri.EscapeDataString(Name)}", "/statistics",
            ];
            foreach (var page in pages)
            {
                await NothingIsToldAsync(account, page, await person.Client.GetAsync(new Uri(page, UriKind.Relative)), page.StartsWith("/search", StringComparison.Ordinal) ? Name : "\0");
            }

            (await person.PostAsync($"/api/v1/cases/{number}/people/{who}/reveal", new { reason = "想知道" })).Status.ShouldBe(HttpStatusCode.Forbidden, account);
            (await person.PostAsync("/api/v1/callers/look-up", new { phone = Phone })).Text.ShouldNotContain(number, customMessage: account);
            (await person.GetAsync($"/search?q={Phone}")).Text.ShouldNotContain($"/cases/{number}\"", customMessage: account);
            (await person.GetAsync($"/api/v1/cases?q={Uri.EscapeDataString(Name)}")).Json["total"]!.GetValue<int>().ShouldBe(0, account);
            var token = await person.TokenAsync("/cases");
            foreach (var format in (string[])["csv", "xlsx"])
            {
                using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("format", format), KeyValuePair.Create("n", number)]);
                await NothingIsToldAsync(account, format, await person.Client.PostAsync(new Uri("/cases/export", UriKind.Relative), form), "\0");
            }
        }

        // Nor may the unit decide that it is not the one complained about.
        (await inside.PostAsync($"/api/v1/cases/{number}/secrecy", new { secrecy = "ordinary", reason = "误会" }, ("If-Match", "\"3\""))).Code.ShouldBe("cases.own-unit-complained-about");
        (await inside.GetAsync($"/cases/{number}")).Text.ShouldNotContain($"/cases/{number}/secrecy");
    }

    /// <summary>Neither in what is shown nor in headers, nor in what a document packs.</summary>
    /// <param name="echoed">What was asked for stands in the field of the search again.</param>
    private static async Task NothingIsToldAsync(string account, string channel, HttpResponseMessage answer, string echoed)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var all = new StringBuilder(WebUtility.HtmlDecode(Encoding.UTF8.GetString(bytes))).Append(Uri.UnescapeDataString(answer.Content.Headers.ToString()));
        if (bytes is [(byte)'P', (byte)'K', ..])
        {
            using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bytes));
            foreach (var entry in zip.Entries)
            {
                using var text = new StreamReader(entry.Open());
                all.Append(await text.ReadToEndAsync());
            }
        }

        var told = all.ToString().Replace(echoed, "", StringComparison.Ordinal);
        foreach (var word in Planted)
        {
            told.Contains(word, StringComparison.Ordinal).ShouldBeFalse($"{account} reads {word} at {channel}");
        }
    }
}
