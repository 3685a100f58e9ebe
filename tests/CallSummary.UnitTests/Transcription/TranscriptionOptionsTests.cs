using CallSummary.Transcription;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Transcription;

public sealed class TranscriptionOptionsTests
{
    [Fact]
    public void Defaults_AreValid()
    {
        var options = Bind();
        Assert.Equal(TranscriptionEngine.Whisper, options.Engine);
        Assert.Equal(["ko", "en"], options.Candidates);
        Assert.InRange(options.MostWorkers, 1, Environment.ProcessorCount);
    }

    [Fact]
    public void Languages_Configured_ReplaceTheDefault() =>
        Assert.Equal(["ja"], Bind(("Languages:0", "ja")).Candidates);

    [Theory]
    [InlineData("ModelPath", "", "ModelPath")]
    [InlineData("Workers", "0", "Workers")]
    [InlineData("Threads", "65", "Threads")]
    [InlineData("Decoding:BeamSize", "9", "Decoding:BeamSize")]
    [InlineData("Decoding:TemperatureStep", "1.2", "Decoding:TemperatureStep")]
    [InlineData("Decoding:Prompt", "", "Decoding:Prompt")]
    [InlineData("Server:Retries", "11", "Server:Retries")]
    [InlineData("Language", "Korean", "Language")]
    [InlineData("Languages:0", "k", "Languages")]
    [InlineData("AudioContextFloor", "2000", "AudioContextFloor")]
    [InlineData("SilenceLevel", "3", "SilenceLevel")]
    [InlineData("MinimumProbability", "35", "MinimumProbability")]
    [InlineData("UtteranceTimeout", "00:00:00", "UtteranceTimeout")]
    [InlineData("Attempts", "0", "Attempts")]
    [InlineData("Engine", "OpenAICompatible", "Server:BaseAddress")]
    public void Value_OutOfRange_NamesTheSetting(string key, string value, string named)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Bind((key, value)));
        Assert.Contains($"CallSummary:Transcription:{named}", error.Message, StringComparison.Ordinal);
    }

    private static TranscriptionOptions Bind(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"CallSummary:Transcription:{s.Key}", (string?)s.Value)))
            .Build();
        using var provider = new ServiceCollection().AddTranscription(configuration).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<TranscriptionOptions>>().Value;
    }
}
