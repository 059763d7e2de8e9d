package dev.tare.bench.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import com.sun.jna.Platform;
import dev.tare.fixtures.CacheFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * Extracts ONNX Runtime's native libraries once into the cache folder. Left to itself, ONNX Runtime
 * unpacks them anew for each process into the temporary folder, and a killed process leaves them
 * there.
 */
final class OnnxNativeFiles {
  /** The system property by which ONNX Runtime finds its libraries. */
  private static final String PROPERTY = "onnxruntime.native.path";

  private OnnxNativeFiles() {}

  /** Points ONNX Runtime at the extracted libraries; whatever fails leaves it to its own way. */
  static void provide() {
    if (System.getProperty(PROPERTY) == null) {
      extracted().ifPresent(folder -> System.setProperty(PROPERTY, folder.toString()));
    }
  }

  /**
   * Checksum and size of the library that this process and its forks load, whether it is still in
   * the jar, was extracted, or was brought; empty when none is found.
   */
  static Optional<String> key() {
    String folder = System.getProperty(PROPERTY);
    try {
      return folder == null
          ? key(resources() + libraries().get(0))
          : key(Path.of(folder).resolve(libraries().get(0)));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> key(Path file) throws IOException {
    CRC32 checksum = new CRC32();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(file), checksum)) {
      long size = in.transferTo(OutputStream.nullOutputStream());
      return Optional.of(key(checksum.getValue(), size));
    }
  }

  private static String key(long checksum, long size) {
    return String.format(Locale.ROOT, "%08x-%d", checksum, size);
  }

  /** The library, and Java's access to it. */
  private static List<String> libraries() {
    return List.of(
        System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"));
  }

  private static String resources() {
    return "/ai/onnxruntime/native/" + platform() + "/";
  }

  private static Optional<Path> extracted() {
    try {
      Path parent = CacheFolder.resolve().resolve("native");
      String resources = resources();
      List<String> names = libraries();
      Optional<String> key = key(resources + names.get(0));
      if (key.isEmpty()) {
        return Optional.empty();
      }
      Path folder = parent.resolve("onnxruntime-" + key.get());
      if (!Files.isDirectory(folder)) {
        extract(resources, names, parent, folder);
      }
      return Optional.of(folder);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The names of ONNX Runtime's resource folders. */
  private static String platform() {
    String system = Platform.isMac() ? "osx" : Platform.isWindows() ? "win" : "linux";
    return system + (Platform.isARM() ? "-aarch64" : "-x64");
  }

  /** The checksum and size that the jar states: another version gets another folder. */
  private static Optional<String> key(String resource) throws IOException {
    URL url = OrtEnvironment.class.getResource(resource);
    if (url == null) {
      return Optional.empty();
    }
    URLConnection connection = url.openConnection();
    if (!(connection instanceof JarURLConnection jar)) {
      return Optional.empty();
    }
    JarEntry entry = jar.getJarEntry();
    return Optional.of(key(entry.getCrc(), entry.getSize()));
  }

  private static void extract(String resources, List<String> names, Path parent, Path folder)
      throws IOException {
    Files.createDirectories(parent);
    // Not a temporary folder of Java's, which others who share the cache could not read.
    Path temporary =
        Files.createDirectory(parent.resolve(".onnxruntime." + UUID.randomUUID() + ".tmp"));
    try {
      for (String name : names) {
        copy(resources + name, temporary.resolve(name));
      }
      Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
      // Another process was faster; its files are the same.
      delete(names, temporary);
    } catch (IOException e) {
      delete(names, temporary);
      throw e;
    }
  }

  private static void copy(String resource, Path target) throws IOException {
    try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException(resource + " is missing");
      }
      Files.copy(in, target);
    }
  }

  private static void delete(List<String> names, Path folder) throws IOException {
    for (String name : names) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.deleteIfExists(folder);
  }
}
