using CallSummary.Contracts;

namespace CallSummary.IntegrationTests.Transcription;

/// <summary>The engine's settings with the real engine.</summary>
public sealed class DecodingTests
{
    [Fact]
    public async Task TranscribeAsync_WordTimes_GivesEachWordItsPlaceAndProbability()
    {
        await using var host = await TranscriptionHost.StartAsync(settings: ("Decoding:WordTimes", "true"));
        foreach (var sample in SampleSpeech.Utterances().Take(6))
        {
            var transcribed = await host.TranscribeAsync(sample.Captured with { Offset = TimeSpan.FromSeconds(10), Language = sample.Language });
            Assert.Equal(sample.Text, transcribed.Text);
            var words = transcribed.Segments.SelectMany(s => s.Words!).ToArray();
            Assert.Equal(sample.Text.Split(' '), words.Select(w => w.Text));
            Assert.All(words, w => Assert.InRange(w.Probability, 0.01, 1));
            Assert.All(words, w => Assert.InRange(w.Start, transcribed.Offset, w.End));
            Assert.All(words.Zip(words.Skip(1)), pair => Assert.True(pair.First.Start <= pair.Second.Start));
            Assert.True(words[^1].End <= transcribed.Offset + transcribed.Duration);
            Assert.True(words[^1].Start > words[0].Start || words.Length == 1);
        }
    }

    [Theory]
    [InlineData("Decoding:BeamSize", "3")]
    [InlineData("Decoding:TemperatureStep", "0.2")]
    [InlineData("Threads", "2")]
    public async Task TranscribeAsync_OtherWaysOfDecoding_WriteTheSameOfClearSpeech(string setting, string value)
    {
        await using var host = await TranscriptionHost.StartAsync(settings: (setting, value));
        var sample = SampleSpeech.Utterances()[1];
        var transcribed = await host.TranscribeAsync(sample.Captured with { Language = sample.Language });
        Assert.Equal((sample.Text, TranscriptDrop.None), (transcribed.Text, transcribed.Drop));
        Assert.All(transcribed.Segments, s => Assert.Null(s.Words));
    }

    [Fact]
    public async Task TranscribeAsync_Prompt_ReachesTheEngine()
    {
        // The demonstration model has never seen one and stumbles over it: that it writes something else is the proof.
        await using var host = await TranscriptionHost.StartAsync(settings: ("Decoding:Prompt", "Hello. This is the service."));
        var sample = SampleSpeech.Utterances()[1];
        Assert.NotEqual(sample.Text, (await host.TranscribeAsync(sample.Captured with { Language = sample.Language })).Text);
    }
}
