using Fengqiao.Notifications.Domain;
using Fengqiao.Notifications.Sending;
using Fengqiao.Platform.Outbound;

namespace Fengqiao.Notifications.Tests.Domain;

/// <summary>Rules without a database: nights, repetitions, templates of gateways.</summary>
public sealed class RuleTests
{
    private static readonly OutboundPolicy Policy = new([AllowedTarget.Parse("127.0.0.1:8080")!]);

    [Theory]
    [InlineData(1260, 480, "2026-03-06T20:59:00", "2026-03-06T20:59:00")]
    [InlineData(1260, 480, "2026-03-06T21:00:00", "2026-03-07T08:00:00")]
    [InlineData(1260, 480, "2026-03-06T23:59:59", "2026-03-07T08:00:00")]
    [InlineData(1260, 480, "2026-03-07T00:00:00", "2026-03-07T08:00:00")]
    [InlineData(1260, 480, "2026-03-07T07:59:59", "2026-03-07T08:00:00")]
    [InlineData(1260, 480, "2026-03-07T08:00:00", "2026-03-07T08:00:00")]
    [InlineData(720, 840, "2026-03-06T12:30:00", "2026-03-06T14:00:00")]
    [InlineData(720, 840, "2026-03-06T14:00:00", "2026-03-06T14:00:00")]
    [InlineData(0, 0, "2026-03-06T03:00:00", "2026-03-06T03:00:00")]
    public void Night_ForAMoment_EndsWhenItSays(int from, int to, string now, string next) =>
        new QuietHours(from, to).Next(DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(DateTime.Parse(next, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Retries_WaitTwiceAsLongEachTime_AndNotAllAlike()
    {
        var ids = Enumerable.Range(1, 200).Select(i => Delivery.IdOf(Guid.Empty, "dispatch", DateTime.UnixEpoch.AddSeconds(i), Channel.Mail, "a")).ToList();
        for (var attempt = 1; attempt < Retry.MostAttempts; attempt++)
        {
            var usual = Math.Min(30 * Math.Pow(2, attempt - 1), 8 * 3600);
            var waits = ids.ConvertAll(id => Retry.After(attempt, id).TotalSeconds);
            waits.ShouldAllBe(w => w >= usual * 0.799 && w <= usual * 1.201);
            waits.Distinct().Count().ShouldBeGreaterThan(150);
        }
    }

    [Fact]
    public void Message_ForTheSameEvent_HasTheSameId_AndForAnotherAnother()
    {
        var id = Delivery.IdOf(Guid.Empty, "dispatch", DateTime.UnixEpoch, Channel.Mail, "wu");
        Delivery.IdOf(Guid.Empty, "dispatch", DateTime.UnixEpoch, Channel.Mail, "wu").ShouldBe(id);
        Delivery.IdOf(Guid.Empty, "dispatch", DateTime.UnixEpoch, Channel.Sms, "wu").ShouldNotBe(id);
        Delivery.IdOf(Guid.Empty, "close", DateTime.UnixEpoch, Channel.Mail, "wu").ShouldNotBe(id);
        Delivery.IdOf(Guid.Empty, "dispatch", DateTime.UnixEpoch.AddTicks(10), Channel.Mail, "wu").ShouldNotBe(id);
    }

    [Theory]
    [InlineData("他说\"好\"\\ \n 再见", "1\",\"phone\":\"2")]
    [InlineData("a&b=c#d?e%20+f", "13900001234&phone=1")]
    public async Task Values_CannotBecomePartOfTheRequest(string text, string phone)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["phone"] = phone, ["text"] = text, ["secret"] = "s", ["id"] = "i" };
        using var json = SmsTemplate.Build(Gateway(SmsBody.Json, "http://127.0.0.1:8080/send", "{\"phone\":\"{phone}\",\"t\":{\"text\":\"{text}\"}}"), values, Policy).Value;
        using var read = System.Text.Json.JsonDocument.Parse(await json.Content!.ReadAsStringAsync());
        read.RootElement.GetProperty("phone").GetString().ShouldBe(phone);
        read.RootElement.GetProperty("t").GetProperty("text").GetString().ShouldBe(text);

        using var form = SmsTemplate.Build(Gateway(SmsBody.Form, "http://127.0.0.1:8080/send", "phone={phone}&text={text}&k={secret}"), values, Policy).Value;
        var fields = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(await form.Content!.ReadAsStringAsync());
        (fields.Count, fields["phone"].ToString(), fields["text"].ToString()).ShouldBe((3, phone, text));

        using var query = SmsTemplate.Build(Gateway(SmsBody.None, "http://127.0.0.1:8080/send?to={phone}&m={text}", ""), values, Policy).Value;
        var asked = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query.RequestUri!.Query);
        (query.RequestUri.AbsolutePath, asked.Count, asked["to"].ToString(), asked["m"].ToString()).ShouldBe(("/send", 2, phone, text));
    }

    [Theory]
    [InlineData("http://{phone}:8080/{text}", "", "", "outbound.url-malformed")]
    [InlineData("http://127.0.0.1{phone}/{text}", "", "", "outbound.url-malformed")]
    [InlineData("https://10.1.1.1/{phone}/{text}", "", "", "outbound.target-refused")]
    [InlineData("http://127.0.0.1:8080/", "", "{\"p\":{phone},\"t\":{text}", "notifications.body-malformed")]
    [InlineData("http://127.0.0.1:8080/", "", "{\"p\":\"{phone}\"}", "notifications.sms-incomplete")]
    [InlineData("http://127.0.0.1:8080/", "", "{\"p\":\"{phone}\",\"t\":\"{text}\",\"x\":\"{name}\"}", "notifications.placeholder-unknown")]
    [InlineData("http://127.0.0.1:8080/{phone}/{text}", "Host: evil", "{}", "notifications.header-malformed")]
    [InlineData("http://127.0.0.1:8080/{phone}/{text}", "Transfer-Encoding: chunked", "{}", "notifications.header-malformed")]
    [InlineData("http://127.0.0.1:8080/{phone}/{text}", "no colon", "{}", "notifications.header-malformed")]
    public void Template_ThatWouldGoWrong_IsRefused(string url, string headers, string body, string code) =>
        (SmsTemplate.Fault(Gateway(SmsBody.Json, url, body) with { Headers = headers }, Policy)?.Code).ShouldBe(code);

    [Theory]
    [InlineData("", "", "anything", true)]
    [InlineData("/code", "0", "{\"code\":0}", true)]
    [InlineData("/code", "0", "{\"code\":\"0\"}", true)]
    [InlineData("/code", "0", "{\"code\":1}", false)]
    [InlineData("/data/0/ok", "true", "{\"data\":[{\"ok\":true}]}", true)]
    [InlineData("/data/3/ok", "true", "{\"data\":[{\"ok\":true}]}", false)]
    [InlineData("/a~1b", "x", "{\"a/b\":\"x\"}", true)]
    [InlineData("/code", "0", "<html>", false)]
    [InlineData("/code", "0", "", false)]
    public void Answer_OfAGateway_IsTakenAtItsWord(string pointer, string expected, string answer, bool isTaken) =>
        SmsTemplate.IsTaken(Gateway(SmsBody.Json, "", "") with { Pointer = pointer, Expected = expected }, System.Text.Encoding.UTF8.GetBytes(answer)).ShouldBe(isTaken);

    [Fact]
    public void Words_AreThereForEveryMessageInBothLanguages()
    {
        MessageWords.All.Count.ShouldBeGreaterThan(15);
        foreach (var (audience, step) in MessageWords.All)
        {
            foreach (var language in (string[])[MessageWords.Chinese, "en"])
            {
                var text = MessageWords.ShippedIn(audience, step, language);
                text.ShouldContain("{number}", customMessage: $"{audience}.{step} {language}");
                MessageWords.Fault(text).ShouldBeNull();
                text.Length.ShouldBeLessThanOrEqualTo(MessageText.Longest);
            }
        }
    }

    private static SmsSettings Gateway(SmsBody kind, string url, string body) => new("POST", url, "", kind, body, "", "");
}
