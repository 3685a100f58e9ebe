using CallSummary.Transcription;

namespace CallSummary.UnitTests.Transcription.Utterances;

internal sealed class FakeTranscriber(Func<ReadOnlyMemory<float>, CancellationToken, Task<Recognition>> answer) : ITranscriber
{
    private int _calls;

    public FakeTranscriber(Recognition answer)
        : this((_, _) => Task.FromResult(answer))
    {
    }

    public string Model => "fake";

    public int Calls => _calls;

    public string? AskedLanguage { get; private set; }

    public ReadOnlyMemory<float> Heard { get; private set; }

    public Task<Recognition> TranscribeAsync(ReadOnlyMemory<float> samples, string? language, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        AskedLanguage = language;
        Heard = samples;
        return answer(samples, cancellationToken);
    }
}
