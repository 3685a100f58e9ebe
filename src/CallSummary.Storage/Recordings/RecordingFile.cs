namespace CallSummary.Storage.Recordings;

/// <summary>
/// A file of a recording, open for appending; others may read it meanwhile. What is written is in the operating system's hands when the call
/// returns: it survives this process. A full disk is reported with its folder and the way out.
/// </summary>
/// <remarks>It wraps a <see cref="FileStream"/> and does not derive from it: a derived one copies every write.</remarks>
internal sealed class RecordingFile(string path) : Stream
{
    private readonly string _folder = Path.GetDirectoryName(path)!;

    private readonly FileStream _file = new(
        path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => _file.CanWrite;

    public override long Length => _file.Length;

    public override long Position
    {
        get => _file.Position;
        set => throw new NotSupportedException("A recording only grows.");
    }

    public static IOException Failure(string what, string folder, Exception exception) => new(
        $"The recording folder '{folder}' cannot be {what}: {exception.Message} Free space on its disk, make it writable, or set {StorageOptions.Section}:RecordingsDirectory to another folder.",
        exception);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            _file.Write(buffer);
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
            await _file.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException exception)
        {
            throw Failure("written", _folder, exception);
        }
    }

    public override void Flush() => _file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Open the recording for reading.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A recording only grows.");

    public override void SetLength(long value) => throw new NotSupportedException("A recording only grows.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }
}
