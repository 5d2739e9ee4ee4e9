using System.Diagnostics;
using Fengqiao.Contracts.Insight;
using Fengqiao.Insight.Files;
using Fengqiao.Insight.Hot;
using Fengqiao.Insight.Learning;
using Fengqiao.Insight.Reading;
using Fengqiao.Kernel;

namespace Fengqiao.Insight.Measuring;

/// <summary>What the command line asks of the learner.</summary>
internal sealed class TextLab : ITextLab
{
    /// <summary>So many texts are read before the clock starts: the first ones pay for compiling. They are read again with the others.</summary>
    private const int WarmUp = 2_000;

    /// <summary>What a single person wrote is an issue only with so many votes behind it.</summary>
    private const int FewVotes = 10;

    public Result<LabTraining> Train(string examples, string model, IProgress<double>? progress, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        return LabelledFile.Read(examples).Then(read => TextLearner.Train(read, Whole(progress), ct).Then(trained =>
        {
            var bytes = ModelFile.Write(trained);
            try
            {
                File.WriteAllBytes(model, bytes);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                return InsightErrors.FileUnwritable(model);
            }

            return Result<LabTraining>.Of(new LabTraining(read.Count, trained.Labels.Count, bytes.Length, Stopwatch.GetElapsedTime(started).TotalSeconds));
        }));
    }

    public Result<LabEvaluation> Evaluate(string train, string test, bool isFraud, IProgress<double>? progress, CancellationToken ct) =>
        LabelledFile.Read(train).Then(learnt => LabelledFile.Read(test).Then(tried => Try(learnt, tried, ShapeOf(isFraud), progress, ct).Map(t => new LabEvaluation(
            Measure.Of(t.Answers, [.. tried.Select(e => e.Label)]), learnt.Count, t.TrainingSeconds, tried.Count / t.ReadingSeconds, t.ModelBytes))));

    public Result<LabEvaluation> CrossValidate(string examples, int folds, bool isFraud, IProgress<double>? progress, CancellationToken ct) =>
        LabelledFile.Read(examples).Then(read => CrossValidate(read, folds, ShapeOf(isFraud), progress, ct));

    public Result<LabExplanation> Explain(string model, string text)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(model);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return InsightErrors.FileMissing(Path.GetFileName(model));
        }

        return ModelFile.Read(bytes).Map(read =>
        {
            var (session, folded) = (read.Open(), FoldedText.Of(text));
            var answers = session.Read(folded);
            var words = DecidingWords.Of(session, text, folded, answers[0].Label);
            return new LabExplanation([.. answers.Select(a => new LabAnswer(a.Label, a.Probability))], [.. words.Select(w => new LabWord(w.Text, w.Share))]);
        });
    }

    public Result<IReadOnlyList<LabReply>> CheckReplies(string replies, CancellationToken ct) => ReplyFile.Check(replies, ct);

    public Result<LabHotIssues> FindHot(string messages, CancellationToken ct) => HotFile.Read(messages).Map(read =>
    {
        var started = Stopwatch.GetTimestamp();
        var issues = HotFinder.Find(read, ct).Where(i => i.Heat.People > 1 || i.Heat.Votes >= FewVotes)
            .Select(i => new LabHotIssue(i.Name, i.Place, i.Words, Math.Round(i.Heat.Score, 2), i.Heat.People, i.Heat.Votes, i.Heat.Days, [.. i.Members.Select(m => read[m].Id)]))
            .ToList();
        return new LabHotIssues(read.Count, issues, Stopwatch.GetElapsedTime(started).TotalSeconds);
    });

    private static Result<LabEvaluation> CrossValidate(IReadOnlyList<Example> examples, int folds, LearnerShape shape, IProgress<double>? progress, CancellationToken ct)
    {
        var foldOf = NearDuplicates.Folds([.. examples.Select(e => FoldedText.Of(e.Text, e.About))], folds);
        var (answers, meant) = (new List<IReadOnlyList<Answer>>(), new List<string>());
        var (training, reading, bytes) = (0.0, 0.0, 0L);
        for (var fold = 0; fold < folds; fold++)
        {
            var tried = examples.Where((_, i) => foldOf[i] == fold).ToList();
            var result = Try([.. examples.Where((_, i) => foldOf[i] != fold)], tried, shape, null, ct);
            if (result.Failed(out var error))
            {
                return error;
            }

            answers.AddRange(result.Value.Answers);
            meant.AddRange(tried.Select(e => e.Label));
            (training, reading, bytes) = (training + result.Value.TrainingSeconds, reading + result.Value.ReadingSeconds, Math.Max(bytes, result.Value.ModelBytes));
            progress?.Report((fold + 1.0) / folds);
        }

        return new LabEvaluation(Measure.Of(answers, meant), examples.Count, training / folds, answers.Count / reading, bytes);
    }

    private static Result<Trial> Try(IReadOnlyList<Example> learnt, IReadOnlyList<Example> tried, LearnerShape shape, IProgress<double>? progress, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        // Written and read again: what is measured is the model as it will be used.
        return TextLearner.Train(learnt, shape, Whole(progress), ct).Map(ModelFile.Write).Then(bytes => ModelFile.Read(bytes).Map(model =>
        {
            var training = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var session = model.Open();
            foreach (var example in tried.Take(WarmUp))
            {
                session.Read(FoldedText.Of(example.Text, example.About));
            }

            started = Stopwatch.GetTimestamp();
            List<IReadOnlyList<Answer>> answers = [.. tried.Select(e => session.Read(FoldedText.Of(e.Text, e.About)))];
            return new Trial(answers, training, Stopwatch.GetElapsedTime(started).TotalSeconds, bytes.Length);
        }));
    }

    private static LearnerShape ShapeOf(bool isFraud) => isFraud ? LearnerShape.Messages : LearnerShape.Matters;

    private static Progress<LearningProgress>? Whole(IProgress<double>? progress) =>
        progress is null ? null : new Progress<LearningProgress>(p => progress.Report((p.Step == LearningStep.Learning ? 0.5 : 0) + (p.Done / 2)));

    private sealed record Trial(IReadOnlyList<IReadOnlyList<Answer>> Answers, double TrainingSeconds, double ReadingSeconds, long ModelBytes);
}
