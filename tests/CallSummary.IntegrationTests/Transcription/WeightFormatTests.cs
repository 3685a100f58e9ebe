using CallSummary.TestKit;
using CallSummary.TestKit.Speech;
using CallSummary.Transcription;
using CallSummary.Transcription.Whisper;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallSummary.IntegrationTests.Transcription;

/// <summary>Every way in which public Whisper files keep their weights, through the check and through native code.</summary>
public sealed class WeightFormatTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Formats => [.. WeightFormat.All.Select(f => f.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Load_EveryFormat_LoadsAndAnswers(string name)
    {
        var format = WeightFormat.Of(name);
        var path = _folder[$"ggml-random-{name}.bin"];
        new RandomWhisperFile(WhisperDimensions.Small(format.Fits(64) ? 64 : 256), format).Write(path);

        using var model = WhisperModel.Load(path, new TranscriptionOptions(), NullLogger.Instance);
        var heard = await new WhisperListening(
            model, new TranscriptionOptions(), new Speech(new float[2 * 16_000]) { Language = "en", IsPartial = true }, TestContext.Current.CancellationToken).RunAsync();
        Assert.InRange(heard.NoSpeechProbability, 0, 1);
        Assert.True(model.StateBytes > 0);
    }

    [Fact]
    public void Load_WeightsThatNativeCodeDiesOf_AreRefusedWithTheFix()
    {
        var path = _folder["ggml-f32.bin"];
        new RandomWhisperFile(WhisperDimensions.Small(64), WeightFormat.F32).Write(path);
        var error = Assert.Throws<TranscriptionException>(() => WhisperModel.Load(path, new TranscriptionOptions(), NullLogger.Instance));
        Assert.Contains("f32, which whisper.cpp cannot run", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_HeaderThatNamesAnotherFormatThanTheTensors_IsRefused()
    {
        var path = _folder["ggml-mixed.bin"];
        new RandomWhisperFile(WhisperDimensions.Small(64), WeightFormat.Of("q8_0") with { FileType = 2 }).Write(path);
        var error = Assert.Throws<TranscriptionException>(() => WhisperModel.Load(path, new TranscriptionOptions(), NullLogger.Instance));
        Assert.Contains("ModelPath", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_EnglishOnlyModel_HearsEnglishAndRefusesOthers()
    {
        var path = _folder["ggml-random.en.bin"];
        new RandomWhisperFile(WhisperDimensions.Small(64) with { Vocabulary = 51_864 }, WeightFormat.Of("q5_1")).Write(path);
        Assert.Contains("English only", Assert.Throws<TranscriptionException>(() => WhisperModel.Load(path, new TranscriptionOptions(), NullLogger.Instance)).Message, StringComparison.Ordinal);
        var english = new TranscriptionOptions { Language = "en" };
        using var model = WhisperModel.Load(path, english, NullLogger.Instance);
        var heard = await new WhisperListening(model, english, new Speech(new float[16_000]) { Language = "ko" }, TestContext.Current.CancellationToken).RunAsync();
        Assert.True(heard.Language is "en" or "");
    }
}
