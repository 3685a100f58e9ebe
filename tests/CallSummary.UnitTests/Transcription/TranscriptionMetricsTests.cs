using System.Diagnostics.Metrics;
using CallSummary.Contracts;
using CallSummary.Transcription;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.UnitTests.Transcription;

public sealed class TranscriptionMetricsTests
{
    [Fact]
    public void Published_DroppedUtterance_IsCountedWithItsReasonAndLength()
    {
        var seen = new List<string>();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var metrics = new TranscriptionMetrics(meters);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            // Other tests publish on meters of the same name.
            if (instrument.Meter.Scope == meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add($"{instrument.Name} {value} {Tag(tags)}"));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Add($"{instrument.Name} {value} {Tag(tags)}"));
        listener.Start();

        metrics.Published(
            new UtteranceTranscribed
            {
                CallId = Guid.Empty,
                TenantId = "acme",
                Leg = Leg.Caller,
                Sequence = 0,
                Offset = TimeSpan.Zero,
                Duration = TimeSpan.FromSeconds(4),
                Text = "",
                Language = "",
                Probability = 0,
                NoSpeechProbability = 0,
                Drop = TranscriptDrop.Repetition,
                Segments = [],
                Model = "fake",
            },
            TimeSpan.FromSeconds(1));

        Assert.Equal(
            [
                "callsummary.transcription.utterances 1 ",
                "callsummary.transcription.audio 4 ",
                "callsummary.transcription.processing.duration 1 ",
                "callsummary.transcription.real_time_factor 0.25 ",
                "callsummary.transcription.drops 1 Repetition",
            ],
            seen);
    }

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.IsEmpty ? "" : $"{tags[0].Value}";
}
