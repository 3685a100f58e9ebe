namespace CallSummary.Storage.Recordings;

/// <summary>A file of a recording, open for appending; others may read it meanwhile. A full disk is reported with its folder and the way out.</summary>
internal sealed class RecordingFile(string path)
    : FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous)
{
    private readonly string _folder = Path.GetDirectoryName(path)!;

    public static IOException Failure(string what, string folder, Exception exception) => new(
        $"The recording folder '{folder}' cannot be {what}: {exception.Message} Free space on its disk, make it writable, or set {StorageOptions.Section}:RecordingsDirectory to another folder.",
        exception);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            base.Write(buffer);
        }
        catch (IOException exception)
        {
            throw Failure("written", _folder, exception);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await base.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException exception)
        {
            throw Failure("written", _folder, exception);
        }
    }

    public override void Flush(bool flushToDisk)
    {
        try
        {
            base.Flush(flushToDisk);
        }
        catch (IOException exception)
        {
            throw Failure("written", _folder, exception);
        }
    }
}
