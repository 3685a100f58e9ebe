using CallSummary.TestKit;
using CallSummary.Transcription.Evaluation.Reports;

namespace CallSummary.UnitTests.Transcription.Evaluation;

public sealed class ContextFloorsTests
{
    [Fact]
    public void Choose_TakesTheSmallestFloorBeforeWordsAreLost() =>
        Assert.Equal(256, ContextFloors.Choose([(128, Report(0.2, 0)), (256, Report(0.1, 0)), (512, Report(0.101, 0)), (1500, Report(0.1, 0))]));

    [Fact]
    public void Choose_SmallFloorThatHappensToDoWellBelowABadOne_IsNotTaken() =>
        Assert.Equal(512, ContextFloors.Choose([(128, Report(0.1, 0)), (256, Report(0.3, 0)), (512, Report(0.1, 0)), (1500, Report(0.1, 0))]));

    [Fact]
    public void Choose_InventedWords_CountAsLoss() =>
        Assert.Equal(1500, ContextFloors.Choose([(512, Report(0.1, 1)), (1500, Report(0.1, 0))]));

    [Fact]
    public void Write_NamesEveryFloorAndTheChoice()
    {
        using var folder = new TempFolder();
        ContextFloors.Write(folder.Path, [(512, Report(0.1, 0)), (1500, Report(0.1, 0))]);
        Assert.Contains("**512**", File.ReadAllText(folder["floors.md"]), StringComparison.Ordinal);
        Assert.Equal(3, File.ReadAllLines(folder["floors.csv"]).Length);
    }

    private static AsrReport Report(double errors, int invented) => new()
    {
        Utterances = 10,
        Wer = errors,
        Cer = errors,
        EntityError = 0,
        Condition = "clean",
        ByLanguage = new Dictionary<string, AsrFigures>(),
        ByCondition = new Dictionary<string, AsrFigures>(),
        ByConditionAndLanguage = new Dictionary<string, IReadOnlyDictionary<string, AsrFigures>>(),
        InventedWords = invented,
        InventedWordsBySound = new Dictionary<string, int>(),
        RealTimeFactor = 0.1,
        Dropped = new Dictionary<string, int>(),
        UnavailableConditions = new Dictionary<string, string>(),
        Model = "test",
        Notice = null,
    };
}
