package kv.plugin.metrics.prometheus;

import com.sun.management.UnixOperatingSystemMXBean;
import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Numbers of this process that etcd shows and the library does not: network bytes, the limit of
/// address space, open files under etcd's own names. What the system does not tell is left out.
final class ProcessExports extends Collector {

    /// How Go shows "no limit": the largest unsigned 64-bit number.
    private static final double UNLIMITED = 0x1p64;

    private static final Path NETWORK = Path.of("/proc/self/net/netstat");
    private static final Path LIMITS = Path.of("/proc/self/limits");

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples> families = new ArrayList<>();
        addFiles(families);
        addAddressSpace(families);
        addNetwork(families);
        return families;
    }

    private static void addFiles(List<MetricFamilySamples> families) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os) {
            families.add(new GaugeMetricFamily("os_fd_used",
                    "The number of used file descriptors.", os.getOpenFileDescriptorCount()));
            families.add(new GaugeMetricFamily("os_fd_limit",
                    "The file descriptor limit.", os.getMaxFileDescriptorCount()));
        }
    }

    private static void addAddressSpace(List<MetricFamilySamples> families) {
        for (String line : lines(LIMITS)) {
            if (line.startsWith("Max address space")) {
                String soft = line.substring("Max address space".length()).strip().split(" +")[0];
                families.add(new GaugeMetricFamily("process_virtual_memory_max_bytes",
                        "Maximum amount of virtual memory available in bytes.",
                        soft.equals("unlimited") ? UNLIMITED : Double.parseDouble(soft)));
            }
        }
    }

    /// The file has pairs of lines: names, then values.
    private static void addNetwork(List<MetricFamilySamples> families) {
        List<String> ip = lines(NETWORK).stream()
                .filter(line -> line.startsWith("IpExt:")).toList();
        if (ip.size() != 2) {
            return;
        }
        List<String> names = Arrays.asList(ip.getFirst().split(" "));
        List<String> values = Arrays.asList(ip.getLast().split(" "));
        int in = names.indexOf("InOctets");
        int out = names.indexOf("OutOctets");
        if (in < 0 || out < 0) {
            return;
        }
        families.add(new CounterMetricFamily("process_network_receive_bytes_total",
                "Number of bytes received by the process over the network.",
                Double.parseDouble(values.get(in))));
        families.add(new CounterMetricFamily("process_network_transmit_bytes_total",
                "Number of bytes sent by the process over the network.",
                Double.parseDouble(values.get(out))));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
