using System.Diagnostics.Metrics;
using CallSummary.Transcription;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.UnitTests.Transcription;

internal static class TestMetrics
{
    public static TranscriptionMetrics Create() =>
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}
