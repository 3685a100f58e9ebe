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

    /// <summary>Whether all its workers have whole utterances to do.</summary>
    public bool IsBusy { get; set; }

    public Speech? Asked { get; private set; }

    public string? AskedLanguage => Asked?.Language;

    public ReadOnlyMemory<float> Heard => Asked?.Samples ?? default;

    public Task<Recognition> TranscribeAsync(Speech speech, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        Asked = speech;
        return answer(speech.Samples, cancellationToken);
    }

    public async Task<Recognition?> TranscribeIfIdleAsync(Speech speech, CancellationToken cancellationToken) =>
        IsBusy ? null : await TranscribeAsync(speech, cancellationToken);
}
