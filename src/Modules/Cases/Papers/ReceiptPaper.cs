using Fengqiao.Platform.Documents;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Cases.Papers;

/// <summary>受理回执: that the matter was taken in, by whom, and how the reporter follows it.</summary>
internal sealed class ReceiptPaper(PaperWords words, SiteAddress address)
{
    public OfficialPaper Make(PaperSource source)
    {
        var (view, row, receipt) = (source.Case, source.Case.Summary, source.Receipt!);
        return new OfficialPaper(words.Format("Paper.Receipt", words.Centre),
            [
                new PaperText(words.Format("Paper.Receipt.Text", words.Time(row.ReceivedAt), view.FirstReceiverUnit?.Name ?? words.Centre)),
                new PaperForm(
                [
                    PaperWords.Wide(words["Paper.Number"], row.Number),
                    PaperWords.Wide(words["Paper.Code"], receipt.Code),
                    new(words["Paper.Received"], words.Time(row.ReceivedAt)),
                    new(words["Paper.Channel"], words.Code($"channel.{row.Channel}")),
                    PaperWords.Wide(words["Paper.Reporter"], words.Person(view, "reporter")),
                    PaperWords.Wide(words["Paper.Matter"], row.Title),
                    PaperWords.Wide(words["Paper.Place"], PaperWords.Place(view)),
                ]),
                new PaperText(words["Paper.Receipt.Next"]),
                new PaperCode(
                    TrackingAddress(receipt.Number, receipt.Code, address),
                    [words["Paper.Receipt.Scan"], words.Format("Paper.Receipt.Type", address.Of("/track")), words["Paper.Receipt.Keep"]]),
            ])
        {
            Reference = words.Reference(view),
            SignedBy = words.Centre,
            SignedOn = words.Today,
        };
    }

    /// <summary>
    /// The code stands behind the hash, which browsers keep to themselves: no server, proxy or log ever sees it. Without scripts the
    /// number is filled in and the code is typed from the slip.
    /// </summary>
    public static string TrackingAddress(string number, string code, SiteAddress address) => address.Of($"/track?number={number}#{code}");
}
