using System.CommandLine;
using Fengqiao.Contracts.Insight;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Texts;
using Fengqiao.Insight;
using Fengqiao.Kernel;

namespace Fengqiao.Host.Cli;

/// <summary>
/// Learning from labelled files, measuring what was learnt, and asking it about a text. Needs a store only to learn from its closed cases.
/// </summary>
internal static class InsightCommands
{
    private const string Fraud = "fraud";

    public static Command Create(PlaceOptions place) => new("insight", HostText.Get("Cli.Insight")) { Train(place), Evaluate(), Explain(), Reply(), Replies(), Hot() };

    private static Command Train(PlaceOptions place)
    {
        var file = new Option<string?>("--train") { Description = HostText.Get("Cli.Insight.TrainFile"), HelpName = "FILE" };
        var model = new Option<string?>("--model") { Description = HostText.Get("Cli.Insight.ModelOut"), HelpName = "FILE" };
        var command = new Command("train", HostText.Get("Cli.Insight.Train")) { file, model };
        command.Validators.Add(result =>
        {
            if (result.GetValue(model) is not null && result.GetValue(file) is null)
            {
                result.AddError(HostText.Get("Cli.Insight.ModelNeedsFile"));
            }
        });
        command.SetAction((parsed, ct) => parsed.GetValue(model) is null ? StoreCommands.RunAsync(place, parsed, InsightTrainCommand.Name, new()
        {
            [InsightTrainCommand.File] = parsed.GetValue(file) is { } path ? Path.GetFullPath(path) : null,
        }, ct) : RunAsync(
            progress => InsightModule.OpenLab().Train(parsed.GetValue(file)!, parsed.GetValue(model)!, progress, ct),
            done => Console.Out.WriteLine(HostText.Get("Insight.Trained", done.Examples, done.Classes, InsightReport.Megabytes(done.ModelBytes), done.Seconds.ToString("0.0", InsightReport.Figures)))));
        return command;
    }

    private static Command Evaluate()
    {
        var train = FileOption("--train", "Cli.Insight.TrainFile");
        var test = new Option<string?>("--test") { Description = HostText.Get("Cli.Insight.TestFile"), HelpName = "FILE" };
        var folds = new Option<int>("--folds") { Description = HostText.Get("Cli.Insight.Folds"), HelpName = "N", DefaultValueFactory = _ => 5 }
            .Between(2, 20, HostText.Get("Cli.Insight.FoldsRange"));
        var task = new Option<string>("--task") { Description = HostText.Get("Cli.Insight.Task"), DefaultValueFactory = _ => "category" }.AcceptOnlyFromAmong("category", Fraud);
        var ordinary = new Option<string>("--ordinary") { Description = HostText.Get("Cli.Insight.Ordinary"), HelpName = "LABEL", DefaultValueFactory = _ => "normal" };
        var command = new Command("evaluate", HostText.Get("Cli.Insight.Evaluate")) { train, test, folds, task, ordinary };
        command.SetAction((parsed, ct) => RunAsync(
            progress => parsed.GetValue(test) is { } tried
                ? InsightModule.OpenLab().Evaluate(parsed.GetValue(train)!, tried, parsed.GetValue(task) == Fraud, progress, ct)
                : InsightModule.OpenLab().CrossValidate(parsed.GetValue(train)!, parsed.GetValue(folds), parsed.GetValue(task) == Fraud, progress, ct),
            done => InsightReport.Print(Console.Out, done, parsed.GetValue(task) == Fraud ? parsed.GetValue(ordinary) : null)));
        return command;
    }

    private static Command Explain()
    {
        var model = FileOption("--model", "Cli.Insight.Model");
        var text = new Argument<string>("TEXT") { Description = HostText.Get("Cli.Insight.Text"), Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("explain", HostText.Get("Cli.Insight.Explain")) { model, text };
        command.SetAction(async (parsed, ct) =>
        {
            var read = parsed.GetValue(text) ?? await Console.In.ReadToEndAsync(ct);
            return await RunAsync(_ => InsightModule.OpenLab().Explain(parsed.GetValue(model)!, read), done => InsightReport.Print(Console.Out, done));
        });
        return command;
    }

    private static Command Reply()
    {
        var (matter, draft) = (FileOption("--matter", "Cli.Insight.MatterFile"), FileOption("--draft", "Cli.Insight.DraftFile"));
        var unit = new Option<string[]>("--unit") { Description = HostText.Get("Cli.Insight.Unit"), HelpName = "NAME" };
        var command = new Command("reply", HostText.Get("Cli.Insight.Reply")) { matter, draft, unit };
        command.SetAction((parsed, ct) => RunAsync(
            _ => ReplyReport.Read(parsed.GetValue(matter)!, parsed.GetValue(draft)!, parsed.GetValue(unit) ?? []),
            hints => ReplyReport.Print(Console.Out, hints)));
        return command;
    }

    private static Command Replies()
    {
        var file = new Argument<string>("FILE") { Description = HostText.Get("Cli.Insight.RepliesFile") };
        var list = new Option<bool>("--list") { Description = HostText.Get("Cli.Insight.RepliesList") };
        var command = new Command("replies", HostText.Get("Cli.Insight.Replies")) { file, list };
        command.SetAction((parsed, ct) => RunAsync(
            _ => InsightModule.OpenLab().CheckReplies(parsed.GetValue(file)!, ct),
            done => ReplyReport.Print(Console.Out, done, parsed.GetValue(list))));
        return command;
    }

    private static Command Hot()
    {
        var file = new Argument<string>("FILE") { Description = HostText.Get("Cli.Insight.HotFile") };
        var json = new Option<bool>("--json") { Description = HostText.Get("Cli.Insight.HotJson") };
        var top = new Option<int>("--top") { Description = HostText.Get("Cli.Insight.HotTop"), HelpName = "N", DefaultValueFactory = _ => 20 }
            .Between(1, 1000, HostText.Get("Cli.Insight.HotTopRange"));
        var command = new Command("hot", HostText.Get("Cli.Insight.Hot")) { file, json, top };
        command.SetAction((parsed, ct) => RunAsync(
            _ => InsightModule.OpenLab().FindHot(parsed.GetValue(file)!, ct),
            done =>
            {
                if (parsed.GetValue(json))
                {
                    HotReport.PrintJson(Console.Out, done);
                }
                else
                {
                    HotReport.Print(Console.Out, done, parsed.GetValue(top));
                }
            }));
        return command;
    }

    private static Option<string> FileOption(string name, string text) => new(name) { Description = HostText.Get(text), HelpName = "FILE", Required = true };

    private static Task<int> RunAsync<T>(Func<IProgress<double>, Result<T>> work, Action<T> print) => ConsoleSink.RunAsync(async sink =>
    {
        var progress = new Progress<double>(part => sink.Progress(HostText.Get("Insight.Learning"), (long)(part * 100), part));
        var result = await Task.Run(() => work(progress));
        if (result.Failed(out var error))
        {
            sink.Fail(HostText.Of(error));
            return ExitCodes.Failed;
        }

        print(result.Value);
        return ExitCodes.Ok;
    });
}
