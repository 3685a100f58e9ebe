using System.Text.RegularExpressions;
using CallSummary.TestKit;
using CallSummary.Transcription;

namespace CallSummary.IntegrationTests.Transcription;

/// <summary>What the stage says when it starts, and when it cannot.</summary>
public sealed class WhisperStartTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Start_BundledModel_SaysThatItIsADemonstrationAndWhatAWorkerTakes()
    {
        using var log = new ListLog();
        await using var host = await TranscriptionHost.StartAsync(log);
        Assert.Contains(log.Lines, l => l.Contains("demonstration model: verifies the installation, not for real calls", StringComparison.Ordinal));
        Assert.Contains(log.Lines, l => l.Contains("whisper-demo-q8_0.bin sha256:1933be6dd723", StringComparison.Ordinal)
            && Regex.IsMatch(l, @"[1-9]\d* MB each while at work"));
        var transcribed = await host.TranscribeAsync(SampleSpeech.Utterances()[0].Captured);
        Assert.Equal("whisper-demo-q8_0.bin sha256:1933be6dd723", transcribed.Model);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40_000)]
    [InlineData(900_000)]
    [InlineData(17_451_052)]
    public async Task Start_TruncatedModel_StopsWithTheSettingAndTheFix(int length)
    {
        File.WriteAllBytes(_file, Bundled()[..length]);
        await RefusesAsync("ModelPath");
    }

    [Fact]
    public async Task Start_ModelWithDamagedBytes_StopsOrRuns()
    {
        var random = new Random(11);
        var bytes = Bundled();
        for (var round = 0; round < 20; round++)
        {
            // The header's numbers, which native code follows without a look; every other time bytes of the weights' tables and all else.
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(4, round % 2 == 0 ? 48 : bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_file, damaged);
            try
            {
                await using var host = await TranscriptionHost.StartAsync(settings: ("ModelPath", _file));
            }
            catch (TranscriptionException e)
            {
                Assert.Contains("CallSummary:Transcription:ModelPath", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Start_LanguageModelInsteadOfWhisper_StopsAndSaysSo()
    {
        File.Copy(Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "summary-demo-q8_0.gguf"), _file, overwrite: true);
        await RefusesAsync("GGUF");
    }

    [Fact]
    public async Task Start_LanguageThatWhisperLacks_StopsAndNamesTheSetting()
    {
        var error = await Assert.ThrowsAsync<TranscriptionException>(() => TranscriptionHost.StartAsync(settings: ("Language", "xx")));
        Assert.Contains("CallSummary:Transcription:Language", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Bundled() => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models", "whisper-demo-q8_0.bin"));

    private async Task RefusesAsync(string expected)
    {
        var error = await Assert.ThrowsAsync<TranscriptionException>(() => TranscriptionHost.StartAsync(settings: ("ModelPath", _file)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
