namespace CallSummary.Transcription.Reruns;

/// <summary>An engine for one call; disposing frees what was loaded for it.</summary>
internal sealed class RerunTranscriber(ITranscriber engine, params IDisposable[] loaded) : IDisposable
{
    public ITranscriber Engine { get; } = engine;

    public void Dispose() => Array.ForEach(loaded, one => one.Dispose());
}
